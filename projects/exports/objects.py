"""The catalogue as JSON: one object that says where it comes from, with all projects and their nested parts."""

import json

from .facts import RAW_PARTS, Reader, licence_in_words, moment


def pieces(selection, about):
    """The file in pieces of text; numbers that are money or indicator values are text, so that none is rounded."""
    reader = Reader()
    about_it = {
        "publisher": "IOM Development Fund",
        "licence": licence_in_words(),
        "generated_at": moment(about.generated_at),
        "language": reader.language,
        "query": about.query,
        "page": about.page_url,
        "count": selection.count,
    }
    yield f'{dumps(about_it)[:-1]}, "projects": ['
    before = "\n"
    for rows in selection.rows((*reader.fields, *RAW_PARTS, "plan_number")):
        text = ",\n".join(reader.as_text(row) for row in rows)
        if text:
            yield before + text
            before = ",\n"
    yield "\n]}\n"


def dumps(data):
    """Plain data as JSON in UTF-8."""
    return json.dumps(data, ensure_ascii=False)
