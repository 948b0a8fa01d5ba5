"""What the eligibility checker answers: for each line the findings, a verdict, and what could be done."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from ..evaluator import ELIGIBILITY, MET, NOT_APPLICABLE, NOT_MET, TO_CHECK, CountryFacts, ProposalFacts
from ..evaluator.eligibility import is_eligible
from ..models import Coverage, FundingLine
from .rulebook import Verdict, country_facts, rulebook_for, verdict_of

ASKED = (*ELIGIBILITY, "S02", "S04", "S05", "S06", "S07", "S08", "A03", "A06")
EXCLUSIONS = {
    "S05": _("Transport or resettlement of refugees or migrants"),
    "S06": _("Response to an emergency"),
    "S07": _("Return of migrants"),
    "S08": _("A large conference, or a similar event, on its own"),
}
ADVICE = {
    "E01": _("It may still benefit from a regional project in which eligible Member States are the majority."),
    "E02": _("It may still benefit from a regional project in which eligible Member States are the majority."),
    "E03": _("Its government can tell the Fund that it wishes to take part again."),
    "E05": _("Check Line 1, which is open to all eligible Member States."),
    "E06": _("Add eligible Member States, or leave out countries that are not eligible."),
    "E07": _("It may still benefit from a regional project that eligible Member States ask for."),
    "A03": _("Ask for less, or apply under Line 2 if you are eligible there."),
}


@dataclass(frozen=True)
class Answer:
    """What the rules say of one line: verdict, and the countries sorted into those that count and the others (E09)."""

    line: FundingLine
    verdict: Verdict
    counted: tuple[CountryFacts, ...]
    others: tuple[CountryFacts, ...]

    @property
    def open(self):
        """(finding, what could be done) of what stands in the way, then of what the Fund will check."""
        found = [
            finding for state in (NOT_MET, TO_CHECK) for finding in self.verdict.findings if finding.state == state
        ]
        return [(finding, ADVICE.get(finding.code, "") if finding.state == NOT_MET else "") for finding in found]

    @property
    def met(self):
        """Findings of the rules met."""
        return [finding for finding in self.verdict.findings if finding.state == MET]


def answers(*, coverage, countries, lines, theme, amount, excluded, on):
    """An Answer for each of ``lines`` on a day; the same number of queries however many countries.

    In a regional project countries that are not eligible are counted as others that benefit (E06, E09).
    """
    rulebook, known = rulebook_for(on.year), country_facts(countries)
    area = theme.focus_area if theme else None
    asked = ProposalFacts(
        on=on,
        funding_year=on.year,
        coverage=coverage,
        requested_amount=amount,
        focus_areas=(area.pk,) if area else None,
        exceptional_areas=(area.name,) if area and area.is_exceptional else (),
        excluded=frozenset(excluded),
    )
    return [_answer(line, asked, known, rulebook) for line in lines]


def _answer(line, asked, known, rulebook):
    facts, counted = replace(asked, line=line.pk), known
    if asked.coverage != Coverage.NATIONAL:
        rules = rulebook.on(asked.on)
        counted = tuple(country for country in known if is_eligible(country, facts, rules) is not False)
    others = tuple(country for country in known if country not in counted)
    findings = rulebook.evaluate(replace(facts, countries=counted, other_countries=others), ASKED)
    shown = [finding for finding in findings if finding.state != NOT_APPLICABLE]
    return Answer(line, verdict_of(shown), counted, others)
