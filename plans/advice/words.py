"""What each advice says: what is the matter, what to do about it, and one example before and after."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """Lazy texts; the first two may hold the figures of the advice."""

    title: str
    what_to_do: str
    before: str
    after: str


WORDS = {
    "OUTPUT_AS_ACTIVITY": Words(
        _("This output reads like an activity."),
        _(
            "Write what will be there when the work is done: a product, a service or a skill. The work itself "
            "goes into the activities."
        ),
        _("Organise a workshop on forged documents"),
        _("Border officers are able to detect forged documents"),
    ),
    "OUTCOME_AS_ACTIVITY": Words(
        _("This outcome reads like an activity."),
        _(
            "Write who will do something differently because of the project: a change in practice or "
            "behaviour, not the work that leads to it."
        ),
        _("Train labour inspectors on forced labour"),
        _("Labour inspectors identify and report cases of forced labour"),
    ),
    "OUTCOME_AS_OUTPUT": Words(
        _("This outcome reads like an output."),
        _(
            "It says what is made or who is taught. Write what people or services do with it; the product "
            "itself goes into the outputs."
        ),
        _("A migration profile is published"),
        _("Ministries use the migration profile in their yearly planning"),
    ),
    "OBJECTIVE_JOINED": Words(
        _("The objective joins several objectives."),
        _(
            "A project has one objective. Keep the one that matters most and turn the others into outcomes "
            "that lead to it."
        ),
        _("Strengthen border management and promote the integration of migrants"),
        _("Travellers cross the land borders of the country safely and lawfully"),
    ),
    "RESULT_VAGUE": Words(
        _("This result does not say what will change."),
        _(
            "Words such as “improve” or “strengthen” need more: who does what better, where, by what means or "
            "by how much."
        ),
        _("Improved coordination among stakeholders"),
        _("Police and shelters refer victims to each other within two days by a common procedure"),
    ),
    "ACTIVITY_AS_RESULT": Words(
        _("This activity reads like a result."),
        _("Begin with the work somebody will do; what it leads to goes into the output above it."),
        _("Labour officers are trained"),
        _("Train labour officers in four workshops of three days"),
    ),
    "TARGET_IN_TITLE": Words(
        _("The target stands in the indicator."),
        _(
            "Name what is counted, without the number to be reached; the number goes into the target. Then it "
            "can be changed and reported on."
        ),
        _("50 officers trained"),
        _("Number of officers who pass the final test; target 50"),
    ),
    "NOT_MEASURABLE": Words(
        _("This indicator does not say how it is measured."),
        _(
            "Begin with the measure: number of, percentage of, days between, existence of. Two people who "
            "collect it must get the same figure."
        ),
        _("Better cooperation between agencies"),
        _("Number of cases that two agencies investigate together in a year"),
    ),
    "REPEATS_RESULT": Words(
        _("This indicator repeats its result."),
        _("The result says what changes; the indicator says by what one will see it."),
        _("Consular staff assist nationals in distress"),
        _("Percentage of requests for assistance answered within ten days"),
    ),
    "PERCENT_OF_WHAT": Words(
        _("A percentage of what?"),
        _("Name the whole: the group or the cases of which the share is taken."),
        _("Satisfaction rate"),
        _("Percentage of migrants served in a month who say that they got the help they came for"),
    ),
    "PEOPLE_UNMARKED": Words(
        _("This indicator seems to count people."),
        _("Tick “counts people”, so that the reports can show women and men apart."),
        _("Number of officers trained"),
        _("Number of officers trained (counts people)"),
    ),
    "UNIT_MISSING": Words(
        _("The unit is missing."),
        _("Say in what it is counted. Figures without a unit cannot be compared or added up."),
        _("Time until a permit is issued; target 10"),
        _("Time until a permit is issued; target 10 working days"),
    ),
    "SOURCE_MISSING": Words(
        _("The source is missing."),
        _("Say where the figure will come from, who collects it and how."),
        _("(empty)"),
        _("Register of the border police, read by the project manager every six months"),
    ),
    "SOURCE_VAGUE": Words(
        _("The source is too vague to be found."),
        _("Name the document, whose it is, and how the figure is taken from it."),
        _("Reports"),
        _("Quarterly report of the border police, table of refusals of entry"),
    ),
    "TARGET_MISSING": Words(
        _("The target is missing."),
        _("Say what will be reached by the end of the project; without it nobody can tell whether the result was."),
        _("Number of permits issued online; target open"),
        _("Number of permits issued online; target 400"),
    ),
    "BASELINE_OPEN": Words(
        _("The baseline is to be determined, but not by when."),
        _("Give the month of the project by which it will be known, early enough to measure change from it."),
        _("Baseline to be determined"),
        _("Baseline to be determined by a survey in month 3"),
    ),
    "PERCENT_SUMMED": Words(
        _("Percentages are added up."),
        _("The percentages of two reports make no total. Let the latest report count, or count the cases themselves."),
        _("Share of permits issued in time: each report adds to the total"),
        _("Share of permits issued in time: the latest report counts"),
    ),
    "TARGET_IS_BASELINE": Words(
        _("The target equals the baseline of %(baseline)s."),
        _(
            "Nothing would change. Set a target, or choose “should stay” if keeping the present state is what "
            "you promise."
        ),
        _("Baseline 12, target 12, should rise"),
        _("Baseline 12, target 20, should rise"),
    ),
    "TARGET_WRONG_SIDE": Words(
        _("The target of %(target)s lies on the wrong side of the baseline of %(baseline)s."),
        _("The direction says that the figure should go the other way. Mend the direction or one of the two figures."),
        _("Days until a victim is referred: baseline 9, target 2, should rise"),
        _("Days until a victim is referred: baseline 9, target 2, should fall"),
    ),
    "MILESTONES_WAVER": Words(
        _("The milestones go back and forth."),
        _(
            "Milestones are what is reached by then, counted from the beginning. They move in one direction "
            "towards the target."
        ),
        _("Month 6: 40; month 12: 30; target 70"),
        _("Month 6: 40; month 12: 70; target 70"),
    ),
    "LAST_MILESTONE_NOT_TARGET": Words(
        _("The last milestone is %(milestone)s, the target %(target)s."),
        _("The last milestone is the target. Mend one of the two."),
        _("Month 24: 80; target 100"),
        _("Month 24: 100; target 100"),
    ),
    "SEX_SPLIT_MISSING": Words(
        _("People are counted without a split by sex."),
        _("Add the split by sex, so that the reports show whom the project reached."),
        _("Number of officers trained"),
        _("Number of officers trained, by sex"),
    ),
    "DUPLICATE_INDICATOR": Words(
        _("Nearly the same indicator stands under result %(other)s."),
        _("Keep it where it fits best and find another sign for the other result. Each figure is collected once."),
        _("Number of officers trained (under 1 and under 1.1)"),
        _("1: percentage of files without errors; 1.1: number of officers trained"),
    ),
    "TOO_MANY_INDICATORS": Words(
        _("This result has %(count)s indicators."),
        _("Each one is collected and explained in every report. Two or three that really show the change are enough."),
        _("Workshops, participants, hours, handouts, evaluations, photos"),
        _("Percentage of participants who pass the final test"),
    ),
    "PRODUCT_COUNTED": Words(
        _("The indicators of this outcome only count what the project does."),
        _("Add one that shows the quality of the change: what people or services do differently afterwards."),
        _("Number of officers trained"),
        _("Percentage of trained officers who apply the procedure six months later"),
    ),
    "ACTIVITY_NOT_BUDGETED": Words(
        _("No budget line follows this activity."),
        _("Add its cost to the budget, or say who bears it; if the staff does it in its own time, all is well."),
        _("1.1.2 Print the handbook; no budget line"),
        _("1.1.2 Print the handbook; 500 copies at USD 4"),
    ),
    "RISK_WITHOUT_RESPONSE": Words(
        _("This risk has no response."),
        _("Say what you will do so that it does not happen, or what you will do if it does."),
        _("Trained officers are moved to other posts"),
        _("Trained officers are moved to other posts; the academy takes over the course in month 12"),
    ),
}
