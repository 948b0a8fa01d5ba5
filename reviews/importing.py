"""Reading a list of whom to ask from a CSV file: reference, e-mail address and, if wanted, the due date. Pure.

Generous with form (encoding, delimiter, labels in three languages), strict with content: each row is taken or refused with
its reason.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.reading import INVISIBLE, UNREADABLE, csv_rows, decode, delimiter, label_index, normalise, quoted
from core.spreadsheets import restored

MOST_BYTES, MOST_ROWS = 1024 * 1024, 500
NO_TEXT = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
COLUMNS = ("reference", "email", "due", "title")
LABELS = label_index(
    reference="Reference|Proposal|Référence|Proposition|Referencia|Propuesta",
    email="Email|E-mail|E-mail address|Reviewer|Adresse électronique|Courriel|Examinateur|Correo electrónico|Correo|Examinador",
    due="Due|Due on|Due date|Échéance|Date limite|Fecha límite|Plazo|Vence",
    title="Title|Titre|Título",
)
DAY_FIRST = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}", re.ASCII)


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, what it says, and why it is refused, or ""."""

    line: int
    reference: str = ""
    email: str = ""
    due_on: date | None = None
    problem: str = ""


def read(data):
    """The Rows of a file (bytes); those without an address are passed over. Raises Unreadable, nothing else."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(n)d MB.") % {"n": MOST_BYTES // 1024**2})
    if data.startswith(NO_TEXT):
        raise Unreadable(_("This is no CSV file. Save the table as CSV and choose that file."))
    text = INVISIBLE.sub("", decode(data))
    rows = list(csv_rows(text, delimiter(text, LABELS))) if text.strip() else []
    labels = [LABELS.get(normalise(label)) for label in rows[0][1]] if rows else []
    if not {"reference", "email"} <= set(labels):
        raise Unreadable(_("The first row must name the columns: reference, email and, if wanted, due."))
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(_("The file has more than %(n)d rows. Divide it.") % {"n": MOST_ROWS})
    places = {name: labels.index(name) for name in COLUMNS if name in labels}
    found = [_row(line, cells, fault, places) for line, cells, fault in rows[1:]]
    return [row for row in found if row.email or row.problem]


def _row(line, cells, fault, places):
    if fault:
        return Row(line, problem=fault)
    values = {name: restored(cells[place]) if place < len(cells) else "" for name, place in places.items()}
    reference, email = values["reference"].upper(), values["email"].lower()
    if UNREADABLE in reference + email:
        return Row(line, reference, email, problem=_("Some characters cannot be read. Save the file as CSV UTF-8."))
    if not email:
        return Row(line, reference)  # the template has a row for each proposal, filled in or not
    if not reference:
        return Row(line, reference, email, problem=_("Names no proposal."))
    try:
        return Row(line, reference, email, _day(values.get("due", "")))
    except ValueError:
        text = _("“%(value)s” is no date. Write it like 2027-01-31.") % {"value": quoted(values["due"])}
        return Row(line, reference, email, problem=text)


def _day(text):
    """The day of a text, ISO or day first as Europe writes it; None for none."""
    if not text:
        return None
    if DAY_FIRST.fullmatch(text):
        day, month, year = map(int, text.replace("/", ".").split("."))
        return date(year, month, day)
    return date.fromisoformat(text)
