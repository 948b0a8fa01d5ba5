"""How long the rules take for a proposal of 60 budget lines. Run with ``python bench/evaluator.py``."""

import os
import statistics
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

LINES, ROUNDS = 60, 300


def main():
    """Print the median and the slowest of ``ROUNDS`` evaluations, in milliseconds."""
    import django

    django.setup()
    from funding.evaluator import BudgetFacts, CountryFacts, LetterFacts, LineFacts, ProposalFacts, SectionFacts, Status
    from funding.selectors import rulebook_for

    rulebook = rulebook_for(2026)
    if not rulebook.rules:
        sys.exit("no rules: run `make run` once")
    categories = ["STAFF", "OFFICE", *["OPERATIONAL"] * (LINES - 2)]
    lines = tuple(
        LineFacts(
            number,
            category,
            Decimal("4000.50"),
            "Workshop for officials of the ministry",
            is_evaluation=number == LINES,
        )
        for number, category in enumerate(categories, 1)
    )
    country = CountryFacts("ME", "Montenegro", statuses=(Status("IOM_MEMBER"),))
    spent = []
    for _round in range(ROUNDS):
        facts = ProposalFacts(  # anew each time: sums are kept once made
            date(2026, 11, 24), 2026, 2, "NATIONAL", (country,), focus_areas=("A",), duration_months=24,
            words=(SectionFacts("summary", 300), SectionFacts("rationale", 500)),
            budget=BudgetFacts(lines), letters=(LetterFacts("ME"),),
            declarations=frozenset({"S05", "S06", "S07", "B03"}),
        )  # fmt: skip
        begun = time.perf_counter()
        findings = rulebook.evaluate(facts)
        spent.append((time.perf_counter() - begun) * 1000)
    print(f"{len(rulebook.rules)} rules, {LINES} budget lines, {len(findings)} findings")
    print(f"median {statistics.median(spent):.2f} ms, slowest {max(spent):.2f} ms")


if __name__ == "__main__":
    main()
