"""The states of proposals and concept notes and the steps between them (domain brief section 4) – data, and their guards."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.words import count_words
from core.workflow import Transition, Workflow
from funding.models import Coverage

from .models import EDITABLE, IN_REVIEW, ConceptState, State
from .sections import CONCEPT_LIMITS

PROPOSAL = Workflow(
    name="application",
    transitions=[
        Transition(
            name="submit",
            sources=EDITABLE,
            target=State.REGIONAL_REVIEW,
            rule="applications.submit",
            label=_("Submit proposal"),
            done=_("submitted"),
            confirm=_("Your Regional Office will be told. You cannot change the proposal while it is reviewed."),
        ),
        Transition(
            name="withdraw",
            sources=EDITABLE | IN_REVIEW,
            target=State.WITHDRAWN,
            rule="applications.withdraw",
            label=_("Withdraw proposal"),
            done=_("withdrew"),
            comment_required=True,
            confirm=_("The Regional Office, the Fund and the reviewers are told. This cannot be undone."),
        ),
        Transition(
            name="return",
            sources=frozenset({State.REGIONAL_REVIEW, State.FUND_REVIEW, State.CLARIFICATION}),
            target=State.RETURNED,
            rule="applications.return",
            label=_("Return for changes"),
            done=_("returned for changes"),
            comment_required=True,
            confirm=_("The applicant can change the proposal and submit it again. Your comment is sent to them."),
        ),
        Transition(
            name="endorse",
            sources=frozenset({State.REGIONAL_REVIEW}),
            target=State.FUND_REVIEW,
            rule="applications.endorse",
            label=_("Endorse"),
            done=_("endorsed"),
            confirm=_("The proposal goes to the Fund. The applicant is told."),
        ),
        Transition(
            name="decline",
            sources=frozenset({State.REGIONAL_REVIEW}),
            target=State.NOT_ENDORSED,
            rule="applications.endorse",
            label=_("Decline to endorse"),
            done=_("declined to endorse"),
            comment_required=True,
            confirm=_("The proposal is closed; the applicant and the Fund are told why. This cannot be undone."),
        ),
        Transition(
            name="ask",
            sources=frozenset({State.REGIONAL_REVIEW, State.FUND_REVIEW}),
            target=State.CLARIFICATION,
            rule="applications.clarify",
            label=_("Ask questions"),
            done=_("asked questions"),
            confirm=_("The applicant can change only the parts that your questions name. The review waits meanwhile."),
        ),
        Transition(
            name="answer",
            sources=frozenset({State.CLARIFICATION}),
            target=State.FUND_REVIEW,
            rule="applications.submit",
            label=_("Send the answers"),
            done=_("answered the Fund's questions"),
        ),
        Transition(
            name="answer_region",
            sources=frozenset({State.CLARIFICATION}),
            target=State.REGIONAL_REVIEW,
            rule="applications.submit",
            label=_("Send the answers"),
            done=_("answered the Regional Office's questions"),
        ),
        Transition(
            name="screen_out",
            sources=frozenset({State.FUND_REVIEW}),
            target=State.REJECTED,
            rule="applications.screen",
            label=_("Decline at the screening"),
            done=_("declined at the screening"),
            comment_required=True,
            confirm=_("The proposal is closed, and its team gets a letter with your reason. This cannot be undone."),
        ),
        Transition(
            name="recommend",
            sources=frozenset({State.FUND_REVIEW}),
            target=State.RECOMMENDED,
            rule="applications.recommend",
            label=_("Send recommendation"),
            done=_("recommended a decision"),
            internal=True,
        ),
        Transition(
            name="reconsider",
            sources=frozenset({State.RECOMMENDED}),
            target=State.FUND_REVIEW,
            rule="applications.decide",
            label=_("Send back to the officer"),
            done=_("sent the recommendation back"),
            comment_required=True,
            internal=True,
        ),
        Transition(
            name="approve",
            sources=frozenset({State.RECOMMENDED}),
            target=State.APPROVED,
            rule="applications.release",
            label=_("Approve"),
            done=_("approved"),
        ),
        Transition(
            name="revise",
            sources=frozenset({State.RECOMMENDED}),
            target=State.RETURNED,
            rule="applications.release",
            label=_("Revise and submit again"),
            done=_("asked for a revised proposal"),
            comment_required=True,
        ),
        Transition(
            name="reject",
            sources=frozenset({State.RECOMMENDED}),
            target=State.REJECTED,
            rule="applications.release",
            label=_("Decline"),
            done=_("declined"),
            comment_required=True,
        ),
        Transition(
            name="retain",
            sources=frozenset({State.RECOMMENDED}),
            target=State.RETAINED,
            rule="applications.release",
            label=_("Keep for later funding"),
            done=_("kept for later funding"),
            comment_required=True,
        ),
        Transition(
            name="revisit",
            sources=frozenset({State.RETAINED}),
            target=State.FUND_REVIEW,
            rule="applications.recommend",
            label=_("Take up again"),
            done=_("took it up again for new funds"),
            comment_required=True,
            confirm=_("The proposal goes back to the Fund's review, as it was handed in. Its team is told."),
        ),
    ],
)

CONCEPT_NEEDS = (
    *("coverage", "line", "problem", "idea", "government_partner", "rough_amount", "duration_months"),
    *("strategy", "contact_name", "contact_email", "is_checked"),
)


def missing_in_concept(note):
    """What a concept note lacks to be sent, as sentences (domain brief 3a)."""
    for name in CONCEPT_NEEDS:
        if not getattr(note, name):
            yield gettext("Still missing: %(field)s.") % {"field": note._meta.get_field(name).verbose_name}
    for name, limit in CONCEPT_LIMITS.items():
        if (over := count_words(getattr(note, name)) - limit) > 0:
            field = note._meta.get_field(name).verbose_name
            yield gettext("Too many words: %(field)s (%(over)s too many).") % {"field": field, "over": over}
    if not note.focus_areas.exists():
        yield gettext("Choose at least one focus area.")
    yield from _misplaced(note, list(note.countries.all()))


def _misplaced(note, countries):
    """What is wrong with the number of countries or their regions."""
    if not countries:
        yield gettext("Choose at least one country.")
    elif note.coverage == Coverage.NATIONAL and len(countries) > 1:
        yield gettext("A national project has one country. Choose regional for several.")
    elif note.coverage == Coverage.REGIONAL and len(countries) < 2:
        yield gettext("A regional project has at least two countries.")
    if len({country.region_id for country in countries}) > 1:
        yield gettext("These countries belong to several regions of the Fund. Choose countries of one region.")


def already_a_proposal(note):
    """That a proposal was started from an invited note, as at most one sentence."""
    if note.application_id:
        yield gettext("A proposal was started from this concept note. Withdraw that proposal instead.")


CONCEPT = Workflow(
    name="concept_note",
    transitions=[
        Transition(
            name="send",
            sources=frozenset({ConceptState.DRAFT}),
            target=ConceptState.SENT,
            rule="applications.write_concept",
            label=_("Send concept note"),
            done=_("sent the concept note"),
            guard=missing_in_concept,
            confirm=_("Your Regional Office and the Fund will read it. You cannot change it afterwards."),
        ),
        Transition(
            name="invite",
            sources=frozenset({ConceptState.SENT}),
            target=ConceptState.INVITED,
            rule="applications.answer_concept",
            label=_("Invite to full proposal"),
            done=_("invited a full proposal"),
            confirm=_("The author is told, and can start the proposal with these texts."),
        ),
        Transition(
            name="decline",
            sources=frozenset({ConceptState.SENT}),
            target=ConceptState.DECLINED,
            rule="applications.answer_concept",
            label=_("Decline concept note"),
            done=_("declined the concept note"),
            comment_required=True,
            confirm=_("The author is told, with your reason. A proposal may still be written without an invitation."),
        ),
        Transition(
            name="withdraw",
            sources=frozenset({ConceptState.DRAFT, ConceptState.SENT, ConceptState.INVITED}),
            target=ConceptState.WITHDRAWN,
            rule="applications.write_concept",
            label=_("Withdraw concept note"),
            done=_("withdrew the concept note"),
            guard=already_a_proposal,
            confirm=_("Nobody works on it any more. This cannot be undone."),
        ),
    ],
)
