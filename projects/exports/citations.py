"""How to cite a project or the whole catalogue: as a sentence, as BibTeX and as RIS."""

import re
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute

from ..models import Catalogue

SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """What a citation says. ``year``: of publication; ``read_on``: the day on which the address was read."""

    key: str
    author: str
    title: str
    year: int
    publisher: str
    url: str
    note: str
    language: str
    read_on: date


def of(record):
    """The citation of a public record."""
    return Citation(
        key=re.sub(r"\W+", "-", record.address).lower(),
        author=_("IOM Development Fund"),
        title=record.title,
        year=timezone.localtime(record.published_at).year,
        publisher=_("International Organization for Migration"),
        url=absolute(record.get_absolute_url()),
        note=_("Project %(code)s") % {"code": record.code} if record.code else "",
        language=record.title_language,
        read_on=timezone.localdate(),
    )


def of_catalogue():
    """The citation of the whole catalogue as it is today."""
    changed_at = Catalogue.objects.filter(pk=1).values_list("changed_at", flat=True).first() or timezone.now()
    return in_words(
        Citation(
            key="iom-development-fund-projects",
            author=_("IOM Development Fund"),
            title=_("Public catalogue of projects"),
            year=timezone.localtime(changed_at).year,
            publisher=_("International Organization for Migration"),
            url=absolute(reverse("open_data")),
            note=_("data set"),
            language=get_language(),
            read_on=timezone.localdate(),
        )
    )


def texts(citation):
    """(name, text, kind of file or "") of each way to cite."""
    return [
        (_("As a sentence"), in_words(citation), ""),
        ("BibTeX", bibtex(citation), "bib"),
        ("RIS", ris(citation), "ris"),
    ]


def in_words(citation):
    """In the manner of the APA, plain: author, year, title, note, publisher, address and the day it was read."""
    note = f" [{citation.note}]" if citation.note else ""
    read = _("Read on %(day)s at %(url)s") % {"day": date_format(citation.read_on, "DATE_FORMAT"), "url": citation.url}
    return f"{citation.author} ({citation.year}). {citation.title}{note}. {citation.publisher}. {read}"


def bibtex(citation):
    """An entry for BibTeX, its special signs escaped; capital letters of the title are kept."""
    fields = {
        "author": f"{{{_escaped(citation.author)}}}",
        "title": f"{{{_escaped(citation.title)}}}",
        "year": str(citation.year),
        "publisher": _escaped(citation.publisher),
        "note": _escaped(citation.note),
        "url": citation.url,
        "urldate": citation.read_on.isoformat(),
        "language": citation.language,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + ",\n".join([citation.key, *lines]) + "\n}\n"


def ris(citation):
    """A record in RIS; its lines end as the format wants them."""
    tags = [
        ("TY", "WEB"), ("AU", citation.author), ("TI", citation.title), ("PY", str(citation.year)),
        ("PB", citation.publisher), ("N1", citation.note), ("UR", citation.url),
        ("Y2", citation.read_on.strftime("%Y/%m/%d")), ("LA", citation.language), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value or tag == "ER")


def _escaped(text):
    return " ".join(text.split()).translate(SPECIAL)


FILES = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}
