"""A proposal as it is read, and what one submission says otherwise than the one before."""

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from funding.models import Country, FocusArea, FundingLine, Theme
from plans.comparison import compare, text_change, words_change
from plans.reading import readable
from plans.selectors import names_of_codes

from .. import snapshot
from ..models import Application
from ..sections import SECTIONS
from .answer_lines import answer_lines, changed_answers, for_reviewers


@dataclass(frozen=True)
class Reading:
    """A proposal as it is read: its data, and the names behind the codes in the reader's language."""

    data: dict
    countries: dict
    line: FundingLine
    theme: Theme | None
    focus_areas: list
    submission: object | None
    version_pk: UUID

    @cached_property
    def plan(self):
        """Results, activities, budget, risks and markers in the reader's words."""
        return readable(self.data["plan"])

    @cached_property
    def answers(self):
        """AnswerLines of the questions of the call; none where it asked none."""
        return answer_lines(self.data)

    @property
    def sections(self):
        """(title, text) of every section, in order."""
        return [(SECTIONS[row["key"]].title, row["text"]) for row in self.data["sections"] if row["key"] in SECTIONS]


def read(application, *, everything=False):
    """The proposal as last submitted; the live draft only where nothing was submitted yet.

    Answers that are not for reviewers are left out unless ``everything`` (the rule "applications.read_all_answers").
    """
    submission = application.submissions.order_by("-number").first()
    data = json.loads(submission.content) if submission else snapshot.as_data(application)
    data = data if everything else for_reviewers(data)
    return Reading(
        data=data,
        countries={country.pk: country.name for country in Country.objects.filter(pk__in=data["countries"])},
        line=FundingLine.objects.get(pk=data["line"]),
        theme=Theme.objects.filter(pk=data["theme"]).first(),
        focus_areas=list(FocusArea.objects.filter(pk__in=data["focus_areas"])),
        submission=submission,
        version_pk=application.plan.versions.order_by("-number").values_list("pk", flat=True).first(),
    )


@dataclass(frozen=True)
class Changes:
    """What a submission says otherwise than the one before it: ``fields`` of the proposal, and its ``plan``."""

    submission: object
    before: object
    fields: list
    plan: object
    language: str


def changes_of(submission, *, everything=False):
    """The Changes from the submission before ``submission`` to it; its number is above 1. ``everything``: as in ``read``."""
    before = submission.application.submissions.get(number=submission.number - 1)
    old, new = json.loads(before.content), json.loads(submission.content)
    old, new = (data if everything else for_reviewers(data) for data in (old, new))
    themes, areas = ({row.pk: row.name for row in model.objects.all()} for model in (Theme, FocusArea))
    texts = {row["key"]: row["text"] for row in old["sections"]}
    changes = [_cover_text(name, old, new) for name in ("title", "executing_office", "government_partner")]
    changes += [
        words_change("theme", _("Theme"), *(themes.get(data["theme"], "") for data in (old, new))),
        words_change("focus_areas", _("Focus areas"), *(_names(data["focus_areas"], areas) for data in (old, new))),
        words_change("letters", _("Letters"), *(_letters(data) for data in (old, new))),
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
    return text_change(name, capfirst(str(Application._meta.get_field(name).verbose_name)), old[name], new[name])


def _names(codes, names):
    return ", ".join(names.get(code, code) for code in codes)


def _letters(data):
    return ", ".join(f"{letter['file_name']} ({letter['dated_on']})" for letter in data["letters"])
