"""A proposal as it is read, and what one submission says otherwise than the one before."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation
from funding.deadlines import in_words
from funding.models import Country, FocusArea, FundingLine, Theme
from plans.comparison import compare, text_change, words_change
from plans.models import PlanVersion
from plans.reading import readable
from plans.selectors import names_of_codes

from .. import snapshot
from ..models import Application, DocumentKind, Partner
from ..sections import SECTIONS
from .answer_lines import answer_lines, changed_answers, for_reviewers, without_files


@dataclass(frozen=True)
class Reading:
    """A proposal as it is read: its data, and the names behind the codes in the reader's language."""

    data: dict
    countries: dict
    line: FundingLine
    theme: Theme | None
    secondary_theme: Theme | None
    focus_areas: list
    submission: object | None
    version_pk: UUID
    is_blind: bool = False

    @cached_property
    def plan(self):
        """Results, activities, budget, risks and markers in the reader's words."""
        return readable(self.data["plan"])

    @cached_property
    def answers(self):
        """AnswerLines of the questions of the call; none where it asked none."""
        return answer_lines(self.data)

    @property
    def call(self):
        """(title, deadline in words) of the call as it stood when the proposal was handed in; None where it is not kept.

        The deadline is empty for a call without one. The grace is kept too, and shown to nobody.
        """
        if not (call := self.data.get("call")):
            return None
        deadline_at = call["deadline_at"] and datetime.fromisoformat(call["deadline_at"])
        return call["title"].get(get_language()) or call["title"]["en"], in_words(deadline_at, call["time_zone"])

    @cached_property
    def documents(self):
        """The documents, each with ``kind_name``; submissions before documents existed have none. One query if there are any."""
        if not (found := self.data.get("documents")):
            return []
        kinds = DocumentKind.objects.in_bulk()
        return [row | {"kind_name": kinds.get(row["kind"], row["kind"])} for row in found]

    @property
    def total(self):
        """USD: the sum of the budget lines."""
        return sum((Decimal(line["amount"]) for line in self.data["plan"]["lines"]), Decimal(0))

    @property
    def partners(self):
        """[(name, kind in words, role)]; none in submissions from before partners were rows."""
        kinds = dict(Partner.Kind.choices)
        return [
            (row["name"], kinds.get(row["kind"], row["kind"]), row["role"]) for row in self.data.get("partners", [])
        ]

    @property
    def organisation(self):
        """What the applicant's organisation was when this was submitted, or None; its kind in words."""
        found = self.data.get("organisation")
        kinds = dict(Organisation.Kind.choices)
        return found and {**found, "kind": kinds.get(found["kind"], found["kind"])}

    @property
    def sections(self):
        """(key, title, text) of every section, in order."""
        return [
            (row["key"], SECTIONS[row["key"]].title, row["text"])
            for row in self.data["sections"]
            if row["key"] in SECTIONS
        ]


def read(application, *, everything=False, blind=False):
    """The proposal as last submitted; the live draft only where nothing was submitted yet.

    Answers that are not for reviewers are left out unless ``everything`` (the rule "applications.read_all_answers").
    ``blind``: without the people of the applicant's side, and without files, which name them.
    """
    submission = application.submissions.order_by("-number").first()
    if submission is None:
        return read_draft(application, everything=everything)
    return reading_of(application, json.loads(submission.content), submission, everything=everything, blind=blind)


def read_draft(application, *, everything=False):
    """The proposal as it stands now, whatever was submitted of it before."""
    return reading_of(application, snapshot.as_data(application), everything=everything)


def reading_of(application, data, submission=None, *, everything=False, blind=False):
    """The Reading of a proposal's ``data``; ``submission``: the one it is of, if it is; the flags as in ``read``."""
    data = data if everything else for_reviewers(data)
    data = without_people(data) if blind else data
    versions = PlanVersion.objects.filter(plan=application.plan_id).order_by("-number")
    line = application.line if application.line_id == data["line"] else FundingLine.objects.get(pk=data["line"])
    themes = Theme.objects.in_bulk([code for code in (data["theme"], data.get("secondary_theme")) if code])
    return Reading(
        data=data,
        countries={country.pk: country.name for country in Country.objects.filter(pk__in=data["countries"])},
        line=line,
        theme=themes.get(data["theme"]),
        secondary_theme=themes.get(data.get("secondary_theme")),
        focus_areas=list(FocusArea.objects.filter(pk__in=data["focus_areas"])),
        submission=submission,
        version_pk=versions.values_list("pk", flat=True).first(),
        is_blind=blind,
    )


def without_people(data):
    """The data of a proposal without contact, focal point, organisation, letters and files."""
    unnamed = dict.fromkeys((*snapshot.CONTACT, *snapshot.FOCAL_POINT), "")
    return without_files(data) | unnamed | {"organisation": None, "letters": [], "documents": []}


COVER_TEXTS = (
    *("title", "executing_office", "government_partner"),
    *snapshot.COVER,
    *snapshot.CONTACT,
    *snapshot.FOCAL_POINT,
)


@dataclass(frozen=True)
class Changes:
    """What a submission says otherwise than the one before it: ``fields`` of the proposal, and its ``plan``."""

    submission: object
    before: object
    fields: list
    plan: object
    language: str


def changes_of(submission, *, before=None, everything=False, blind=False):
    """The Changes to ``submission`` from the one ``before``; without it from the last but one. The flags: as in ``read``."""
    before = before or submission.application.submissions.get(number=submission.number - 1)
    old, new = json.loads(before.content), json.loads(submission.content)
    old, new = (data if everything else for_reviewers(data) for data in (old, new))
    old, new = (without_people(data) if blind else data for data in (old, new))
    themes, areas = ({row.pk: row.name for row in model.objects.all()} for model in (Theme, FocusArea))
    texts = {row["key"]: row["text"] for row in old["sections"]}
    changes = [_cover_text(name, old, new) for name in COVER_TEXTS]
    changes += [
        words_change("theme", _("Theme"), *(themes.get(data["theme"], "") for data in (old, new))),
        words_change(
            "secondary_theme",
            _("Secondary theme"),
            *(themes.get(data.get("secondary_theme"), "") for data in (old, new)),
        ),
        words_change("focus_areas", _("Focus areas"), *(_names(data["focus_areas"], areas) for data in (old, new))),
        words_change("partners", _("Partners"), *(_partners(data) for data in (old, new))),
        words_change("letters", _("Letters"), *(_letters(data) for data in (old, new))),
        words_change("documents", _("Documents"), *(_documents(data) for data in (old, new))),
    ]
    changes += [
        text_change(row["key"], str(SECTIONS[row["key"]].title), texts.get(row["key"]), row["text"])
        for row in new["sections"]
        if row["key"] in SECTIONS
    ]
    changes += changed_answers(old, new)
    plan = compare(old["plan"], new["plan"], names_of_codes())
    return Changes(submission, before, [change for change in changes if change], plan, new["language"])


def _cover_text(name, old, new):
    label = capfirst(str(Application._meta.get_field(name).verbose_name))
    return text_change(name, label, old.get(name, ""), new.get(name, ""))


def _names(codes, names):
    return ", ".join(names.get(code, code) for code in codes)


def _documents(data):
    found = data.get("documents", [])
    return ", ".join(f"{one['title']} ({one['file_name']}, {one['sha256'][:8]})" for one in found)


def _partners(data):
    return ", ".join(f"{row['name']} ({row['role']})" for row in data.get("partners", []))


def _letters(data):
    return ", ".join(f"{letter['file_name']} ({letter['dated_on']})" for letter in data["letters"])
