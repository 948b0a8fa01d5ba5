"""The read-only API at ``/api/v1/``: the same records, filters and order as the pages of the catalogue.

Errors are JSON objects of ``status``, ``title`` and ``details``. Whoever is signed in reads what everybody reads.
"""
