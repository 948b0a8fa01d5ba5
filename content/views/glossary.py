"""The glossary, as everybody reads it."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.access import public
from core.spreadsheets import download

from ..selectors.glossary import glossary as letters_of
from ..selectors.glossary import glossary_rows

LONGEST_QUERY = 100  # characters


@public
def glossary(request):
    """All terms by letter, or those in which a search occurs."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    letters = letters_of(get_language(), query)
    number = sum(len(letter.entries) for letter in letters)
    context = {"letters": letters, "query": query, "number": number, "crumbs": [(_("Glossary"), "")]}
    return render(request, "content/glossary.html", context)


@public
def glossary_file(request):
    """All terms in three languages as a CSV file."""
    return download(glossary_rows(), "csv", name="glossary", title=_("Glossary"))
