"""The index behind the public catalogue: searching, filtering, sorting and counting. Changes no data.

``index`` (bit sets), ``facets`` and ``words`` (the grammar of a search) are pure; ``memory`` keeps one index a process
and reads what changed; ``texts`` asks the database for words; ``labels`` and ``suggestions`` put codes and mistakes into
words.
"""
