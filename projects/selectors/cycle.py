"""The way of a project, from the idea to its closure, as data: for the illustrated guide. Asks no database."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.models import State as Proposal

from ..models import State as Project

PREPARE, DECIDE, CARRY_OUT, CONCLUDE = "prepare", "decide", "carry-out", "conclude"


@dataclass(frozen=True)
class Stage:
    """One stage: who acts, which documents there are at its end, when, the states in which the portal shows it, and the
    address of the page that explains it."""

    title: str
    who: str
    documents: str
    when: str
    states: tuple
    url: str
    phase: str = ""


def phases():
    """Pairs of a phase and its name, in their order."""
    return [
        (PREPARE, pgettext("cycle", "Prepare")),
        (DECIDE, pgettext("cycle", "Decide")),
        (CARRY_OUT, pgettext("cycle", "Carry out")),
        (CONCLUDE, pgettext("cycle", "Conclude")),
    ]


def stages():
    """The stages of the way that a project goes if nothing stops it, in their order."""
    return [*_preparing(), *_deciding(), *_carrying_out(), *_concluding()]


def _preparing():
    return [
        Stage(
            pgettext("cycle", "Idea"), _("Government, IOM office"), _("Concept note"), _("At any time"), (),
            _page("guidelines/how-to-apply"), PREPARE,
        ),
        Stage(
            pgettext("cycle", "Development"), _("IOM office with the government"),
            _("Narrative, results matrix, work plan, budget"),
            _("National projects all year, regional ones until the deadline of a call"), (Proposal.DRAFT,),
            _page("help/applicants", "write"), PREPARE,
        ),
        Stage(
            pgettext("cycle", "Letters"), _("Government"), _("Letter of the capital"),
            _("Before the submission; for a regional project further letters afterwards"), (Proposal.DRAFT,),
            _page("help/applicants", "letters"), PREPARE,
        ),
    ]  # fmt: skip


def _deciding():
    return [
        Stage(
            pgettext("cycle", "Regional review"), _("Regional Office, in some cases a Headquarters department"),
            _("Endorsement, or comments"), _("After each submission"), (Proposal.REGIONAL_REVIEW,),
            _page("help/endorsers", "endorse"), DECIDE,
        ),
        Stage(
            pgettext("cycle", "Fund review"), _("Fund management, reviewers"),
            _("Clarifications, scores, recommendation"), _("After the endorsement"), (Proposal.FUND_REVIEW,),
            _page("guidelines/review-and-selection"), DECIDE,
        ),
        Stage(
            pgettext("cycle", "Decision"), _("Approver"), _("Letter with the decision"), _("After the recommendation"),
            (Proposal.RECOMMENDED, Proposal.APPROVED), _page("help/approver", "decide"), DECIDE,
        ),
    ]  # fmt: skip


def _carrying_out():
    return [
        Stage(
            pgettext("cycle", "Start"), _("IOM office, Fund management"), _("Focal point, code, dates, agreement"),
            _("After the approval"), (Project.ACTIVATION,), _page("help/project-managers", "begin"), CARRY_OUT,
        ),
        Stage(
            pgettext("cycle", "Implementation"), _("Project manager"),
            _("Monitoring framework and work plan, interim reports"),
            _("The framework one month after the start; a report for every six months if the project lasts a year or longer"),
            (Project.ACTIVE,), _page("guidelines/monitoring-reporting-management"), CARRY_OUT,
        ),
        Stage(
            pgettext("cycle", "Changes"), _("Project manager, government, Regional Office, Fund management"),
            _("Extension, budget revision"), _("Asked for at the latest one month before the end last agreed"),
            (Project.ACTIVE,), _page("help/project-managers", "amend"), CARRY_OUT,
        ),
    ]  # fmt: skip


def _concluding():
    return [
        Stage(
            pgettext("cycle", "End"), _("Project manager, Regional Office, Fund management"),
            _("Final report, evaluation form"), _("The final report three months after the end"),
            (Project.COMPLETED,), _page("help/project-managers", "report"), CONCLUDE,
        ),
        Stage(
            pgettext("cycle", "Evaluation"), _("Evaluator, IOM office"), _("Evaluation report, management response"),
            _("Preferably six to twelve months after the end"), (Project.COMPLETED,),
            _page("guidelines/evaluation-guidelines"), CONCLUDE,
        ),
        Stage(
            pgettext("cycle", "Closure"), _("Fund management"), _("Unspent money returned, lessons, archive"),
            _("When the evaluation is accepted"), (Project.CLOSED,), _page("help/project-managers", "closing"), CONCLUDE,
        ),
    ]  # fmt: skip


def side_ways():
    """What may happen besides: each with the state in which the portal shows it."""
    afterwards, ending = _page("help/applicants", "afterwards"), _page("help/officers", "projects")
    return [
        Stage(
            _("Questions"), _("Regional Office or Fund management, then the team"), _("Answers, as a new submission"),
            _("During the reviews"), (Proposal.CLARIFICATION,), afterwards,
        ),
        Stage(
            _("Return for changes"), _("Regional Office or Fund management, then the team"),
            _("Comments, then a new submission"), _("During the reviews"), (Proposal.RETURNED,), afterwards,
        ),
        Stage(
            _("No endorsement"), _("Regional Office"), _("Reason"), _("During the regional review"),
            (Proposal.NOT_ENDORSED,), afterwards,
        ),
        Stage(
            pgettext("cycle", "Refusal"), _("Approver"), _("Letter with the reasons"), _("With the decision"),
            (Proposal.REJECTED,), afterwards,
        ),
        Stage(
            pgettext("cycle", "Reserve"), _("Fund management"), _("Reserve list"),
            _("When only money is lacking; taken up again with new money"), (Proposal.RETAINED,),
            _page("help/officers", "reserve"),
        ),
        Stage(
            _("Withdrawal"), _("Applicant"), _("Reason"), _("Before the decision"), (Proposal.WITHDRAWN,), afterwards,
        ),
        Stage(
            _("Suspension"), _("Fund management"), _("Reason"), _("While the project runs"), (Project.SUSPENDED,), ending,
        ),
        Stage(
            _("Cancellation"), _("Fund management"), _("Reason; what is not spent is released"),
            _("Before the project is completed"), (Project.CANCELLED,), ending,
        ),
    ]  # fmt: skip


def _page(path, anchor=""):
    address = reverse("page", kwargs={"path": path})
    return f"{address}#{anchor}" if anchor else address
