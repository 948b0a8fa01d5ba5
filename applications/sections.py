"""The narrative sections of the Fund's proposal template, in its order, with hints in our own words (brief section 3b).

Word limits are parameters of rule P05, kept by staff; a section without one has no limit.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CONCEPT_LIMITS = {"problem": 150, "idea": 200}  # words; the Fund's own template is not published (domain brief 3a)


@dataclass(frozen=True)
class SectionKind:
    """A section: its key, title, the questions it answers, whether a proposal needs it, and the terms of the glossary
    that its page explains."""

    key: str
    title: str
    hint: str
    is_required: bool = True
    terms: str = ""


SECTIONS = {
    kind.key: kind
    for kind in [
        SectionKind(
            "rationale",
            _("Rationale"),
            _(
                "What is the problem, why does it matter, where, and for whom? Why this approach? Why IOM, and who else works "
                "on it? Which national, regional or global plans does it serve?"
            ),
            terms="capacity-development eligible-member-state seed-funding",
        ),
        SectionKind(
            "beneficiaries",
            _("Beneficiaries"),
            _(
                "Who benefits directly (which officials, which groups, about how many women and men), and who indirectly?"
            ),
        ),
        SectionKind(
            "partnerships",
            _("Partnerships and coordination"),
            _("What does each main partner do and answer for? How will the project keep them coordinated?"),
            terms="focal-point country-office regional-office",
        ),
        SectionKind(
            "sustainability",
            _("Sustainability"),
            _(
                "How will the results last? If the project prepares a larger one, say which; "
                "if it solves the problem alone, show how."
            ),
            terms="sustainability seed-funding",
        ),
        SectionKind(
            "evaluation",
            _("Evaluation"),
            _("What will the evaluation find out, what kind of evaluation is it, how will it be done, and when?"),
            terms="ex-post-evaluation evaluation-criteria",
        ),
        SectionKind(
            "cofunding",
            _("Co-funding outside the budget"),
            _(
                "Who else gives money, staff or rooms to the project, and for what? Describe it here only: the budget holds "
                "what the Fund pays for (B03)."
            ),
            is_required=False,
            terms="co-funding bridge-funding",
        ),
        SectionKind(
            "outreach",
            _("Donor outreach"),
            _(
                "Which donors did you ask, when, and what did they answer? Who shows interest in paying for the work after "
                "this project?"
            ),
            is_required=False,
        ),
        SectionKind(
            "earlier_support",
            _("Earlier support from the Fund"),
            _(
                "Which projects did the Fund already pay for in these countries on this theme? What came of them, and what "
                "does this project add?"
            ),
            is_required=False,
        ),
        SectionKind(
            "summary",
            _("Summary"),
            _(
                "Context, key problem and objective; how the activities lead to outputs and the outputs to outcomes. "
                "Write this section last."
            ),
        ),
    ]
}

# What colleagues comment on and divide among themselves: the rows of the task list, in its order
PARTS = {
    "cover": _("Cover"),
    **{key: kind.title for key, kind in SECTIONS.items()},
    "results": _("Results and activities"),
    "budget": _("Budget"),
    "letters": _("Letters"),
    "questions": _("Questions of the call"),
}

# What questions of the Fund open, and what is compared, as one, in the order in which it is read
OPENED_PARTS = {
    "cover": _("Cover"),
    **{key: kind.title for key, kind in SECTIONS.items()},
    "plan": _("Results, activities and budget"),
    "questions": _("Questions of the call"),
    "documents": _("Documents"),
    "letters": _("Letters"),
}


def parts_of(application, parts=PARTS):
    """Mapping key → title of those of ``parts`` that a proposal has: the questions only if its call asks any."""
    has_questions = application.question_set_id is not None
    return {key: title for key, title in parts.items() if key != "questions" or has_questions}
