"""The list that says who is asked about what. Column names are read again in any language; these are the English ones."""

from ..importing import COLUMNS


def to_fill_in(applications):
    """The header, then a row for each proposal with its reference and, to recognise it, its title."""
    yield COLUMNS
    for application in applications:
        yield [application.reference, "", "", application.title]
