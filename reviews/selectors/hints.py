"""What a reviewer sees before declaring: the least that is needed to judge it, and what the portal noticed."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from applications.models import Application
from applications.services import authors_of
from funding.models import Country
from projects.models import Project

from ..models import Tie
from .exclusions import Exclusions

LATELY = timedelta(days=2 * 365)
MOST = 5  # of shared proposals that are named
OPEN_TO_ALL = frozenset(  # a common address says nothing
    ("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "gmx.net")
)
LABELS = {
    "TEAM": gettext_lazy("worked on the proposal"),
    "COUNTRY": gettext_lazy("own country"),
    "ORGANISATION": gettext_lazy("own organisation or employer"),
    "TIE": gettext_lazy("declared tie"),
    "DOMAIN": gettext_lazy("same domain of e-mail"),
    "TOGETHER": gettext_lazy("worked together earlier"),
    "ENDED_TIE": gettext_lazy("tie ended lately"),
}


@dataclass(frozen=True)
class Shown:
    """What is shown of a proposal before its text opens."""

    title: str
    language: str
    countries: list
    organisations: list
    partners: list


def shown_before(assignment):
    """The Shown of an assignment, from what was handed in."""
    application = assignment.application
    data = json.loads(application.submissions.order_by("-number").values_list("content", flat=True)[0])
    names = {country.pk: country.name for country in Country.objects.filter(pk__in=data["countries"])}
    kept = [data["organisation"]["name"]] if data.get("organisation") else []
    people = authors_of(application).exclude(organisation=None).values("organisation")
    kept += Organisation.objects.filter(pk__in=people).exclude(name__in=kept).values_list("name", flat=True)
    partners = [data.get("government_partner", ""), *(row["name"] for row in data.get("partners", []))]
    return Shown(
        title=data["title"],
        language=data["language"],
        countries=[names.get(code, code) for code in data["countries"]],
        organisations=kept,
        partners=list(dict.fromkeys(filter(None, partners))),
    )


def hints(application, reviewer):
    """{code: sentence to the reviewer} of what could be, or look like, a conflict; codes of ``LABELS``, nobody is named."""
    people = list(authors_of(application).select_related("organisation"))
    found = {
        code: _("The portal knows: %(words)s.") % {"words": words}
        for code, words in Exclusions([application], [reviewer]).conflicts(application, reviewer).items()
    }
    domain = _domain(reviewer)
    if domain not in OPEN_TO_ALL and any(_domain(one) == domain for one in people if one.pk != reviewer.pk):
        found["DOMAIN"] = _("Somebody of the applicant’s team has an e-mail address of your domain, %(domain)s.") % {
            "domain": domain
        }
    if shared := _together(application, reviewer, people):
        found["TOGETHER"] = _("You worked with somebody of the team on %(names)s.") % {
            "names": ", ".join(shared[:MOST])
        }
    if tie := _ended_tie(reviewer, people):
        found["ENDED_TIE"] = _("You declared a tie that ended lately: %(reason)s.") % {"reason": tie.reason}
    return found


def _domain(person):
    return person.email.rpartition("@")[2]


def _together(application, reviewer, people):
    """References (else titles) of other proposals and projects on which the reviewer and one of ``people`` worked."""
    keys = [one.pk for one in people if one.pk != reviewer.pk]
    theirs = Q(owner__in=keys) | Q(members__user__in=keys) | Q(former_members__user__in=keys)
    mine = Application.objects.worked_on_by(reviewer).exclude(pk=application.pk)
    found = [str(one.reference or one.title) for one in mine.filter(theirs).distinct().order_by("pk")[: MOST + 1]]
    team = Application.objects.filter(theirs).values("pk")
    both = Q(manager=reviewer, application__in=team) | Q(manager__in=keys, application__in=mine.values("pk"))
    projects = Project.objects.filter(both)
    return found + [str(one) for one in projects.distinct().order_by("pk")[: MOST + 1]]


def _ended_tie(reviewer, people):
    organisations = {one.organisation_id for one in people} - {None}
    concerned = Q(organisation__in=organisations) | Q(person__in=[one.pk for one in people])
    since = timezone.now() - LATELY
    return Tie.objects.filter(concerned, reviewer=reviewer, ended_at__gt=since).order_by("-ended_at").first()
