"""A document as a file, and the answer that hands it out."""

from django.http import Http404, HttpResponse

from core.spreadsheets import TYPES, workbook_of

from . import typesetting, word

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": TYPES["xlsx"],
}


def file_of(document, extension):
    """The bytes of a ``content.Document`` as "pdf", "docx" or "xlsx"."""
    make = {"pdf": typesetting.of_document, "docx": word.of_document, "xlsx": workbook}[extension]
    return make(document)


def workbook(document):
    """One sheet that says what it is, then one for each table; spanned cells are repeated, so that rows can be sorted."""
    about = [["", document.title], *([label, text] for label, text in _about(document))]
    return workbook_of([(document.title, about), *((part.table.name, _rows(part.table)) for part in document.parts)])


def _about(document):
    mark = [("", document.mark)] if document.mark else []
    return [("", document.subject), *mark, *document.facts]


def _rows(table):
    rows, spanning = [[column.label for column in table.columns]], {}
    for _row, begun in table.laid_out():
        spanning |= {place: cell for place, _column, cell in begun}
        cells = [spanning[place] for place in range(len(table.columns))]
        rows.append([cell.text if cell.value is None else cell.value for cell in cells])
    return rows


def download(document, extension, *, name):
    """The answer that hands out ``document`` as the file ``name``.

    Raises:
        Http404: there is no such kind of file.
    """
    if extension not in CONTENT_TYPES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return HttpResponse(file_of(document, extension), content_type=CONTENT_TYPES[extension], headers=headers)
