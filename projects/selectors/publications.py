"""What the people who publish look at: what changes for the public, whom the texts may name, what was published before."""

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from applications.models import Partner
from core.languages import LANGUAGES
from core.numbers import write_money, write_number
from plans.comparison import text_change, words_change

from ..models import PublicRecord
from ..redaction import Redactor
from .records import with_countries

SUMMARIES = frozenset(f"summary_{code}" for code in LANGUAGES)
OF_RECORDS = SUMMARIES | {"title", "amount", "start_year", "end_year"}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?:\+|\b00)\d[\d ()./\u00a0-]{6,}\d"
    r"|\b(?:tel|tél|phone|telephone|téléphone|teléfono|mobile|móvil|whatsapp)\b\W{0,3}\(?\d[\d ()./\u00a0-]{4,}\d",
    re.IGNORECASE,
)


def correctable(project):
    """Fields that a publication may correct: all of a record from the published lists, else the public summary alone."""
    return SUMMARIES if project.application_id else OF_RECORDS


def fingerprint(record):
    """A text that is another as soon as anything public of the record is."""
    names = [field.attname for field in PublicRecord._meta.concrete_fields]
    values = {name: getattr(record, name) for name in names if name not in {"revision", "changed_at", "summary"}}
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Said:
    """One public fact in words. ``is_text``: written by people, and compared word by word."""

    name: str
    label: str
    words: str
    is_text: bool = False


def differences(record):
    """Changes from what is public now to the preview ``record``, in reading order; None while nothing is public."""
    public = PublicRecord.objects.select_related("theme", "region", "line").filter(pk=record.project_id).first()
    if public is None:
        return None
    before, after = _Words(with_countries([public])[0]).all, _Words(record).all
    changes = [
        (text_change if new.is_text else words_change)(new.name, new.label, old.words, new.words)
        for old, new in zip(before, after, strict=True)
    ]
    return [change for change in changes if change]


@dataclass(frozen=True)
class Doubt:
    """Words in a public text that may name a person or a way to reach one. ``label``: where they stand."""

    label: str
    words: str


def doubts(project, record):
    """``Doubt`` of each public text that holds the name or address of somebody known to the project, or any address."""
    people, found = _people(project), []
    for said in _Words(record).all:
        if said.is_text:
            known = [name for name in people if Redactor([name]).hits(said.words)]
            others = EMAIL.findall(said.words) + [match.group().strip() for match in PHONE.finditer(said.words)]
            found += [Doubt(said.label, words) for words in dict.fromkeys([*known, *others])]
    return found


def _people(project):
    """Names and addresses of who has to do with the project, each once."""
    people = [project.manager] if project.manager_id else []
    names = [project.focal_point_name, project.focal_point_email]
    if project.application_id:
        people += [project.application.owner]
        people += [member.user for member in project.application.members.select_related("user")]
        names += project.application.letters.values_list("signatory", flat=True)
    names += [text for person in people for text in (person.name, person.email)]
    return list(dict.fromkeys(name for name in names if name))


MONEY = {
    "budgets": gettext_lazy("Budget by year"),
    "original_budgets": gettext_lazy("Budget by year, as first approved"),
    "commitments": gettext_lazy("Commitments"),
    "spent": gettext_lazy("Spent"),
    "disbursed": gettext_lazy("Paid to the office"),
}


class _Words:
    """A record in words, one ``Said`` for each thing that is public of it."""

    def __init__(self, record):
        self.record = record

    @cached_property
    def all(self):
        """In the order of the page."""
        return [*self._texts(), *self._facts(), *self._long_parts()]

    def _say(self, name, words, *, is_text=False, label=None):
        label = label or capfirst(str(PublicRecord._meta.get_field(name).verbose_name))
        return Said(name, label, str(words or ""), is_text)

    def _texts(self):
        yield self._say("title", self.record.title, is_text=True)
        for code in LANGUAGES:
            label = _("Summary (%(language)s)") % {"language": get_language_info(code)["name_translated"]}
            yield self._say(f"summary_{code}", getattr(self.record, f"summary_{code}"), is_text=True, label=label)

    def _facts(self):
        record = self.record
        yield self._say("address", record.address)
        yield self._say("code", record.code)
        yield self._say("prima_id", record.prima_id)
        yield self._say("amount", write_money(record.amount) if record.amount is not None else "")
        yield self._say("region", record.region)
        yield self._say("country_codes", ", ".join(country.name for country in record.countries))
        yield self._say("theme", record.theme)
        yield self._say("goal_codes", ", ".join(record.goal_codes))
        yield self._say("coverage", record.get_coverage_display())
        yield self._say("state", record.get_state_display())
        yield self._say("line", record.line)
        yield self._say("funding_year", record.funding_year)
        yield self._say("starts_on", record.starts_on or record.start_year)
        yield self._say("ends_on", record.ends_on or record.end_year)
        yield self._say("source_url", record.source_url)
        yield self._say("counterpart", record.counterpart, is_text=True)

    def _long_parts(self):
        record, money = self.record, self.record.money
        yield self._say("partners", "\n".join(map(_partner, record.partners)), is_text=True)
        yield self._say("results", "\n".join(_results(record)), is_text=True)
        for name, label in MONEY.items():
            yield self._say("money", "; ".join(map(_sum, money.get(name, []))), label=label)
        yield self._say("documents", "\n".join(one["title"] for one in record.documents), is_text=True)
        for code in LANGUAGES:
            label = _("Corrections (%(language)s)") % {"language": get_language_info(code)["name_translated"]}
            texts = "\n".join(one[code] for one in record.corrections if one[code])
            yield self._say("corrections", texts, is_text=True, label=label)


def _partner(row):
    name = row["name"] or _("not named")
    return f"{name} ({Partner.Kind(row['kind']).label}): {row['role']}"


def _results(record):
    outcomes = record.results.get("outcomes", [])
    nodes = [record.results.get("objective"), *(node for one in outcomes for node in (one, *one["outputs"]))]
    for node in filter(None, nodes):
        yield f"{node['code']} {node['statement']}".strip()
        yield from map(_indicator, node["indicators"])


def _indicator(row):
    """ "Officials trained: 0 → 120, reached 58" """
    first, last = row["baseline"], row["target"]
    figures = [first["text"] or _number(first["value"]), last["text"] or _number(last["value"])]
    reached = _("reached %(value)s") % {"value": _number(row["reached"])} if row["reached"] else ""
    said = ", ".join(filter(None, [f"{row['title']} ({row['unit']}): {' → '.join(figures)}", reached]))
    texts = [one["text"] for one in row.get("milestones", [])] + [one.get("words", "") for one in row["actuals"]]
    return "\n".join([said, *filter(None, texts)])


def _number(value):
    return "–" if value is None else write_number(value)


def _sum(row):
    when = f"{row['from']} – {row['to']}" if "from" in row else row["on"]
    return f"{when}: {write_money(Decimal(row['value']))}"
