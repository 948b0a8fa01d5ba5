"""Reading a CSV file of published project records. Pure: bytes and a vocabulary in, records and rejections out.

Files come from the Fund's pages in three languages, from spreadsheets of any country and from our own open data, so
the reading is generous with form (encoding, delimiter, labels, ways to write an amount) and strict with content: a row
with one doubtful cell is left out and says why. Labels, patterns and regions: domain brief, section 7.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.reading import (
    INVISIBLE,
    LONGEST_QUOTE,
    UNREADABLE,
    by_name,
    csv_rows,
    decode,
    delimiter,
    fold,
    label_index,
    normalise,
    quoted,
)

LONGEST_TITLE = 500  # characters
LONGEST_NAME = 4  # pieces between commas that may make up one name of a country
MOST_COUNTRIES = 300  # in one cell; the world has fewer
WHOLE_DIGITS = 13  # of an amount: 15 with the two decimals
FIRST_YEAR, LAST_YEAR = 2001, 2100  # the Fund began in 2001


@dataclass(frozen=True)
class ProjectRecord:
    """One clean row. What the file does not say is "" or None; ``amount`` is in US dollars, ``line`` counts from 1."""

    line: int
    code: str
    prima_id: str
    title: str
    region: str
    countries: tuple[str, ...]
    theme: str
    coverage: str
    status: str
    amount: Decimal | None
    funding_year: int | None
    start_year: int | None
    end_year: int | None
    source_url: str


@dataclass(frozen=True)
class Rejection:
    """Why a row was left out: physical line where it begins, column as the file labels it, a sentence to act on."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Vocabulary:
    """Normalised name → code (ISO 3166-1 alpha-2, theme key, region code)."""

    countries: Mapping[str, str]
    themes: Mapping[str, str]
    regions: Mapping[str, str]


def vocabulary(*, countries, themes, regions):
    """A Vocabulary from pairs (code, names). A code is a name of itself; a name of two things names neither."""
    return Vocabulary(by_name(countries), by_name(themes), by_name(regions))


LABELS = label_index(
    code="Code|Project Code|Projects ID|Project ID|Projet ID|Code du projet|Proyecto ID|Código|Código del proyecto",
    prima_id="Prima ID|PRIMA|ID PRIMA|Code PRIMA|Código PRIMA",
    title="Title|Project Title|Project Name|Titre|Titre du projet|Intitulé|Título|Título del proyecto",
    region="Region|IDF Region|Région|Région IDF|Región|Región IDF",
    countries="Country|Countries|Benefiting Member States|Benefiting Member State(s)|Benefiting Countries|Pays"
    "|Pays bénéficiaires|Etat(s) membre(s) bénéficiaires remplissant les conditions requises"
    "|États Membres bénéficiaires|País|Países|Países beneficiarios|Estados Miembros Beneficiarios"
    "|Estados Miembros Beneficiarios que Reúnen los Requisitos",
    theme="Theme|Project Type|Thème|Type de projet|Tema|Tipo de proyecto",
    coverage="Coverage|Type|Couverture|Couverture géographique|Cobertura|Cobertura geográfica",
    status="Status|Project Status|Statut|Statut du projet|Estado|Estado del proyecto",
    amount="Amount|Amount USD|Budget|Budget USD|Budget Amount|Budget Amount (USD)|Montant|Montant USD"
    "|Montant du budget|Monto|Monto USD|Importe|Importe USD|Presupuesto|Presupuesto USD",
    funding_year="Year|Funding Year|Année|Année de financement|Año|Año de financiación",
    start_year="Start|Start Date|Start Year|Début|Date de début|Année de début|Inicio|Fecha de inicio|Año de inicio",
    end_year="End|End Date|End Year|Fin|Date de fin|Année de fin|Fecha de fin|Fecha de finalización|Año de fin",
    source_url="Source URL|Source|URL|Link|Lien|Fuente|Enlace",
)
STATUSES = label_index(
    ACTIVE="Active|Actif|Activo|Activa|Ongoing|En cours|En curso",
    COMPLETED="Completed|Achevé|Achevée|Terminé|Terminée|Finalizado|Finalizada|Terminado|Concluido",
)
COVERAGES = label_index(
    NATIONAL="National|Nationale|Nacional",
    REGIONAL="Regional|Régionale",
    MULTI_REGIONAL="Multi-Regional|Multi-régionale|Multirégional|Multirégionale|Multirregional",
    GLOBAL="Global|Globale|Mondial|Mondiale|Monde|Mundial",
)

CODE = re.compile(r"[A-Z]{2}\.\d{4}|[A-Z0-9]{3}-805", re.ASCII | re.IGNORECASE)
PRIMA_ID = re.compile(r"[A-Z]{2}(10|99)P\d{4}", re.ASCII | re.IGNORECASE)
ADDRESS = re.compile(r"(?=.{,500}\Z)https?://[^\s/<>\"\\]+[^\s<>\"\\]*", re.IGNORECASE)
AMOUNT = re.compile(
    r"(?:USD|US\$|\$)? ?"
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[ ,.'’])\d{3}(?:(?P=mark)\d{3})*|\d+)"  # one mark and three digits are thousands
    r"(?:(?!(?P=mark))[.,](?P<cents>\d{1,2}))?"
    r" ?(?:USD|US\$|\$)?",
    re.ASCII | re.IGNORECASE,
)
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
MONTH_NAME = r"(?:jan|ene|feb|fev|mar|apr|avr|abr|may|mai|jun|jui|jul|aug|aou|ago|sep|oct|nov|dec|dic)[a-z]{0,7}\.?"
YEAR = re.compile(
    rf"(?P<plain>\d{{4}})(?:\.0)?"
    rf"|(?P<first>\d{{4}})[-/.]{MONTH}(?:[-/.]{DAY}(?:[t ][\d:.]+z?)?)?"
    rf"|(?:{DAY}[-/.]{DAY}|{MONTH})[-/.](?P<last>\d{{4}})"
    rf"|(?:{DAY}(?:er)? (?:de )?)?{MONTH_NAME} (?:{DAY}, ?)?(?:del? )?(?P<named>\d{{4}})",
    re.ASCII,
)
BREAKS = re.compile(r"[ \t\r\n]+")  # not the non-breaking spaces of a French title


def parse(data, vocabulary):
    """Read ``data`` (bytes of a CSV file): (list[ProjectRecord], list[Rejection]), both in the order of the file.

    A row with any fault is left out and gives a Rejection for each. Columns may stand in any order; those with unknown
    labels and blank lines are skipped. Never raises, whatever the bytes.
    """
    text = INVISIBLE.sub("", decode(data))
    rows = csv_rows(text, delimiter(text, LABELS))
    header = next(rows, None)
    if header is None:
        return [], [Rejection(1, "", _("The file is empty. Choose a CSV file whose first line names the columns."))]
    columns, faults = _columns(header)
    if faults:
        return [], faults
    records, rejections, seen = [], [], {}
    for line, cells, fault in rows:
        row = _Row(line, cells, columns)
        record = None
        if fault:
            row.refuse("", fault)
        elif len(cells) > len(header[1]):
            reason = _("The row has %(cells)s cells, the header %(labels)s. Put texts that hold a delimiter in quotes.")
            row.refuse("", reason, cells=len(cells), labels=len(header[1]))
        else:
            record = _record(row, vocabulary, seen)
        rejections += row.rejections
        records += [] if row.rejections else [record]
    return records, rejections


def _columns(header):
    """({field: (index, label)}, rejections of the header)."""
    line, labels, fault = header
    columns, faults = {}, [Rejection(line, "", fault)] if fault else []
    for index, label in enumerate(labels):
        field = LABELS.get(normalise(label))
        if field == "theme" and "theme" in columns and "status" not in columns and normalise(label).startswith("tipo"):
            columns["status"] = columns["theme"]  # the Spanish pages label the status "Tipo de proyecto" as well
        elif field in columns:
            facts = {"first": columns[field][1], "second": quoted(label)}
            reason = _("“%(first)s” and “%(second)s” mean the same column. Keep one of them.") % facts
            faults.append(Rejection(line, quoted(label), reason))
            continue
        if field:
            columns[field] = (index, quoted(label))
    if "title" not in columns and not faults:
        reason = _("The first line names no column of titles. Name one “Title”, “Titre” or “Título”.")
        faults.append(Rejection(1, "title", reason))
    return columns, faults


class _Row:
    """A row being read: gives its cells by field and gathers every fault."""

    def __init__(self, line, cells, columns):
        self.line, self.cells, self.columns, self.rejections = line, cells, columns, []

    def text(self, field):
        """The cell on one line; "" where the file has no such column or the row ends before it."""
        return BREAKS.sub(" ", self.raw(field))

    def raw(self, field):
        """The cell with its line breaks."""
        index = self.columns[field][0] if field in self.columns else len(self.cells)
        return self.cells[index] if index < len(self.cells) else ""

    def refuse(self, field, reason, **facts):
        """Take note of a fault; ``reason`` may name ``facts``, where a ``value`` is shortened."""
        if "value" in facts:
            facts["value"] = quoted(facts["value"])
        column = self.columns.get(field, ("", ""))[1]
        self.rejections.append(Rejection(self.line, column, reason % facts if facts else reason))

    def matching(self, field, pattern, reason):
        """The cell if it fits ``pattern``, or ""; a fault when it does not."""
        value = self.text(field)
        fits = pattern.fullmatch(value)
        if value and not fits:
            self.refuse(field, reason, value=value)
        return value if fits else ""

    def choice(self, field, names, reason):
        """The code of the name in the cell, or ""; a fault when there is no such name."""
        value = self.text(field)
        code = names.get(normalise(value), "")
        if value and not code:
            self.refuse(field, reason, value=value)
        return code

    def title(self):
        """The title, required."""
        value = self.text("title")
        if not value:
            self.refuse("title", _("Give the project a title."))
        elif len(value) > LONGEST_TITLE:
            reason = _("The title has %(length)s characters, %(most)s are allowed. Shorten it.")
            self.refuse("title", reason, length=len(value), most=LONGEST_TITLE)
        return value

    def countries(self, names):
        """Codes of the countries in the cell, each once, in its order.

        Names end at ``;``, ``|`` or a line break, and at a comma unless the longer text is a name as well ("Congo,
        Democratic Republic of the").
        """
        parts = [part.split(",") for part in re.split(r"[;|\r\n]", self.raw("countries"))]
        if sum(map(len, parts)) > MOST_COUNTRIES:
            self.refuse("countries", _("The list has more than %(most)s names. Shorten it."), most=MOST_COUNTRIES)
            return ()
        found = dict.fromkeys(name for pieces in parts for name in _countries(pieces, names))
        for code, name in found:
            if not code:
                reason = _("“%(value)s” is no country that the portal knows. Write its name or its ISO code.")
                self.refuse("countries", reason, value=name)
        return tuple(dict.fromkeys(code for code, _name in found if code))

    def amount(self):
        """The amount in US dollars, or None."""
        value = " ".join(self.text("amount").split())
        read = AMOUNT.fullmatch(value)
        whole = re.sub(r"\D", "", read["whole"]) if read else ""
        if 1 <= len(whole) <= WHOLE_DIGITS:
            return Decimal(f"{whole}.{read['cents'] or '00'}")
        if value:
            reason = _("“%(value)s” is no amount in US dollars. Write one like 100000 or 100000.50, below 10 trillion.")
            self.refuse("amount", reason, value=value)
        return None

    def year(self, field):
        """The year in the cell, alone or in a date, or None."""
        value = self.text(field)
        read = YEAR.fullmatch(fold(value)) if len(value) <= LONGEST_QUOTE else None
        year = int(next(filter(None, read.groups()))) if read else 0
        if FIRST_YEAR <= year <= LAST_YEAR:
            return year
        if value:
            reason = _("“%(value)s” is no year from %(first)s to %(last)s. Write four digits, such as 2018.")
            self.refuse(field, reason, value=value, first=FIRST_YEAR, last=LAST_YEAR)
        return None


def _countries(pieces, names):
    """Pairs (code, name as written) of what stands between commas, longest names first; code "" where unknown."""
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + LONGEST_NAME), start, -1):
            name = ",".join(pieces[start:end]).strip()
            code = names.get(normalise(name), "")
            if code:
                break
        if name:
            yield code, "" if code else name
        start = end


def _record(row, vocabulary, seen):
    """ProjectRecord of a row; worth something only if the row gathered no fault.

    ``seen`` maps each code and PRIMA ID of the file to the first line that has it.
    """
    for field in row.columns:
        if UNREADABLE in row.raw(field):
            row.refuse(field, _("Some characters cannot be read. Save the file as CSV UTF-8 and import it again."))
    record = ProjectRecord(
        line=row.line,
        code=row.matching("code", CODE, _("“%(value)s” is no project code. Write one like PX.0009.")).upper(),
        prima_id=row.matching("prima_id", PRIMA_ID, _("“%(value)s” is no PRIMA ID. Write one like ME10P0003.")).upper(),
        title=row.title(),
        region=row.choice("region", vocabulary.regions, _("“%(value)s” is not in the list of regions.")),
        countries=row.countries(vocabulary.countries),
        theme=row.choice("theme", vocabulary.themes, _("“%(value)s” is not in the list of project types.")),
        coverage=row.choice("coverage", COVERAGES, _("“%(value)s” is no coverage. Write National, for example.")),
        status=row.choice("status", STATUSES, _("“%(value)s” is no project status. Write Active or Completed.")),
        amount=row.amount(),
        funding_year=row.year("funding_year"),
        start_year=row.year("start_year"),
        end_year=row.year("end_year"),
        source_url=row.matching("source_url", ADDRESS, _("“%(value)s” is no address of a page. Begin with https://.")),
    )
    _check_together(row, record, seen)
    return record


def _check_together(row, record, seen):
    """Faults between cells and between rows."""
    if record.start_year and record.end_year and record.end_year < record.start_year:
        reason = _("The project ends in %(end)s, before it starts in %(start)s. Correct one of the years.")
        row.refuse("end_year", reason, end=record.end_year, start=record.start_year)
    for field, value in (("code", record.code), ("prima_id", record.prima_id)):
        first = seen.setdefault(value, row.line) if value else row.line
        if first != row.line:
            reason = _("Line %(first)s has “%(value)s” already. Keep one of the two rows or correct one.")
            row.refuse(field, reason, first=first, value=value)
