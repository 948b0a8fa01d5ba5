"""Invented projects in any number, to see how the catalogue does with many: the same seed, the same projects.

The n-th project is made of its number and the seed alone, so a second run adds only what is missing. Their codes begin
with letters that no theme and no country has (``PREFIXES``); that is also how they are found again.
"""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from string import ascii_uppercase
from uuid import UUID

from django.utils import timezone

from funding.models import Country, Coverage, EligibilityList, FundingLine, Goal, Region, Theme
from projects.models import Project, PublicRecord, State
from projects.models.activities import INVENTED, REAL
from projects.selectors.records import bare_values
from projects.services import bring_in, take_away

from .catalogue_words import ACTS, EVERYWHERE, FOR, LANGUAGES, MINISTRIES, PARTNERS, RESULTS, SUBJECTS, SUMMARIES

# without letters of countries, as PRIMA IDs have them
PREFIXES = [first + second for first in INVENTED for second in ascii_uppercase if first + second not in REAL]
MOST = len(PREFIXES) * 10_000
FIRST_YEAR = 2002
SHARES = {"AFRICA": 42, "ASIA_OCEANIA": 22, "LATIN_AMERICA_CARIBBEAN": 20, "EUROPE": 13, "MIDDLE_EAST": 3}
SPEAKS = {"AFRICA": (55, 42, 3), "LATIN_AMERICA_CARIBBEAN": (40, 5, 55)}  # English, French, Spanish in 100 titles
DOCUMENTS = "https://documents.example.org"
DAY = timedelta(days=1)


def code_of(number):
    """Code of the project with this number, counting from 0."""
    return f"{PREFIXES[number // 10_000]}.{number % 10_000:04d}"


def ensure_projects(number, *, seed=1, chunk=1000):
    """Have the first ``number`` invented projects; yields how many of them there are, now and after each ``chunk``."""
    known = set(_invented().values_list("code", flat=True))
    missing = [one for one in range(number) if code_of(one) not in known]
    there, composer = number - len(missing), Composer(seed)
    yield there
    for start in range(0, len(missing), chunk):
        there += bring_in(map(composer.compose, missing[start : start + chunk]))
        yield there


def remove_projects(*, chunk=1000):
    """Take all invented projects away; yields how many are gone after each ``chunk``."""
    keys, gone = list(_invented().values_list("pk", flat=True)), 0
    for start in range(0, len(keys), chunk):
        gone += take_away(keys[start : start + chunk])
        yield gone


def _invented():
    return Project.objects.filter(code__regex=rf"^({'|'.join(PREFIXES)})\.", application=None)


class Composer:
    """Composes projects from the reference data as it is now; four queries once, none for a project."""

    def __init__(self, seed):
        self.seed, self.today = seed, timezone.localdate()
        eligible = EligibilityList.objects.published().values("countries")
        countries = Country.objects.filter(pk__in=eligible).select_related("region")
        if not countries:
            countries = Country.objects.exclude(region=None).select_related("region")
        self.of_region = {}
        for country in countries.order_by("pk"):
            self.of_region.setdefault(country.region_id, []).append(country)
        self.regions = [code for code in SHARES if code in self.of_region]
        self.shares = [SHARES[code] for code in self.regions]
        self.region_rows = {row.pk: row for row in Region.objects.all()}
        self.themes = [theme for theme in Theme.objects.order_by("pk") if theme.pk in SUBJECTS]
        self.goals = {frame: [] for frame in Goal.Frame.values}
        for goal in Goal.objects.order_by("pk"):
            self.goals[goal.frame].append(goal.pk)
        self.lines = sorted(FundingLine.objects.values_list("pk", flat=True))

    def compose(self, number):
        """(unsaved Project, its countries, a function from the saved Project to its unsaved PublicRecord)."""
        dice = random.Random(f"{self.seed}:{number}")  # noqa: S311 – invents, keeps no secret
        region = dice.choices(self.regions, self.shares)[0]
        theme = dice.choice(self.themes)
        coverage, countries = self._countries(dice, region)
        row = None if coverage == Coverage.MULTI_REGIONAL else self.region_rows[region]
        language = dice.choices((0, 1, 2), SPEAKS.get(region, (88, 8, 4)))[0]
        facts = {
            "code": code_of(number),
            "address": code_of(number),
            "region": row if dice.random() < 0.97 else None,
            "theme": theme if dice.random() < 0.98 else None,
            "coverage": coverage,
            "title_language": LANGUAGES[language],
            **_texts(dice, theme, countries, row, language),
            **self._course(dice),
        }
        project = _filled(Project(), facts)
        if dice.random() < 0.6:
            project.prima_id = f"{PREFIXES[number // 10_000]}99P{number % 10_000:04d}"
        if dice.random() < 0.5:
            project.focal_point_ministry = dice.choice(MINISTRIES)[language]
        return project, countries, lambda saved: self._record(dice, saved, countries, language)

    def _countries(self, dice, region):
        kind, here = dice.random(), self.of_region[region]
        if kind < 0.8 or len(here) < 2:
            return Coverage.NATIONAL, [dice.choice(here)]
        if kind < 0.96:
            return Coverage.REGIONAL, dice.sample(here, dice.randint(2, min(8, len(here))))
        everywhere = [country for rows in self.of_region.values() for country in rows]
        return Coverage.MULTI_REGIONAL, dice.sample(everywhere, min(dice.randint(3, 8), len(everywhere)))

    def _course(self, dice):
        """Years, dates, state, amount and line: the older, the less is known."""
        year = dice.randint(FIRST_YEAR, self.today.year)
        starts_on = _months_after(date(year, dice.randint(1, 12), 1), dice.randint(0, 9))
        ends_on = _months_after(starts_on, dice.randint(12, 30)) - DAY
        has_years, has_dates = dice.random() < 0.92, year >= 2016 and dice.random() < 0.8
        cents = dice.randint(1, 99) if dice.random() < 0.05 else 0
        amount = Decimal(dice.randint(4, 80) * 5000) + Decimal(cents) / 100
        if dice.random() < 0.25:
            amount += dice.randint(1, 4999)
        state = State.ACTIVE if ends_on >= self.today else State.COMPLETED
        line = 1 if amount <= 100_000 and dice.random() < 0.5 else 2
        return {
            "state": state if dice.random() < 0.97 else State.UNKNOWN,
            "amount": min(amount, Decimal(400_000)) if dice.random() < 0.95 else None,
            "line_id": line if line in self.lines and year >= 2016 else None,
            "funding_year": year if dice.random() < 0.95 else None,
            "start_year": starts_on.year if has_years else None,
            "end_year": ends_on.year if has_years else None,
            "starts_on": starts_on if has_years and has_dates else None,
            "ends_on": ends_on if has_years and has_dates else None,
            "published_at": datetime(year, 12, 1, tzinfo=UTC) - timedelta(minutes=dice.randint(0, 400_000)),
        }

    def _record(self, dice, project, countries, language):
        values = bare_values(project, countries)
        if dice.random() < 0.45:
            values["goal_codes"] = sorted([dice.choice(self.goals["SDG"]), dice.choice(self.goals["GCM"])])
        if dice.random() < 0.3:
            values["partners"] = _partners(dice, language)
        if project.starts_on and dice.random() < 0.5:
            values |= _results(dice, project, language)
        if project.starts_on and project.amount is not None:
            values["money"] = _money(dice, project)
        if project.state == State.COMPLETED and dice.random() < 0.25:
            values |= {"has_evaluation": True, "documents": [_evaluation(project, language)]}
        values = {"partners": [], **values}
        return _filled(PublicRecord(project=project), values)


def _months_after(first, months):
    """The first day of a month, ``months`` after another."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _filled(row, values):
    """``row`` with ``values``; five times as fast as its constructor, which asks of each name whether it is translated."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _texts(dice, theme, countries, region, language):
    """Title in one language; a summary in it, often in the two others too, sometimes in none."""
    act, subject, group = dice.choice(ACTS), dice.choice(SUBJECTS[theme.pk]), dice.choice(FOR)
    code = LANGUAGES[language]
    place = getattr(countries[0] if len(countries) == 1 else region, f"name_{code}") if region else EVERYWHERE[language]
    if language == 0:
        title = f"{act[0].format(subject[0])} {'– ' if group[0].startswith('–') else ''}{group[0].lstrip('– ')}".strip()
        title = f"{title} in {place}"
    else:
        title = " – ".join(part for part in (act[language].format(subject[language]), group[language], place) if part)
    known, frame = dice.random(), dice.choice(SUMMARIES)
    spoken = range(3) if known < 0.55 else [language] if known < 0.9 else []
    summaries = {}
    for number in spoken:
        text = frame[number].format(subject=_in_a_sentence(subject[number]))
        names = ", ".join(getattr(country, f"name_{LANGUAGES[number]}") for country in countries)
        summaries[f"summary_{LANGUAGES[number]}"] = f"{names}. {text}"
    return {"title": title, **summaries}


def _in_a_sentence(subject):
    """ "Visa Processing" → "visa processing"; a proper name stays."""
    return subject if "Compact" in subject or "Pact" in subject else subject.lower()


def _partners(dice, language):
    kinds = ("CIVIL_SOCIETY", "ACADEMIA", "CIVIL_SOCIETY", "PRIVATE_SECTOR", "CIVIL_SOCIETY", "CIVIL_SOCIETY")
    chosen = dice.sample(range(len(PARTNERS)), dice.randint(1, 3))
    return [
        {"name": PARTNERS[number][language], "kind": kinds[number], "role": RESULTS["role"][language]}
        for number in chosen
    ]


def _results(dice, project, language):
    words = {name: row[language] for name, row in RESULTS.items()}
    reached = dice.random() < 0.7 and project.state != State.UNKNOWN
    goals = dice.choice(([], ["SDG-10.7"], ["GCM-10"]))

    def indicator(title, unit=""):
        target = dice.randint(4, 60) * 10
        actual = dice.randint(target // 2, target) if reached else None
        on = _months_after(project.starts_on, 6) - DAY
        spell = {"from": str(project.starts_on), "to": str(on), "value": f"{actual}.0000", "on": str(on)}
        return {
            "lineage": str(UUID(int=dice.getrandbits(128), version=4)),
            "title": title,
            "kind": "NUMBER",
            "unit": unit,
            "direction": "INCREASE",
            "over_time": "SUM",
            "baseline": {"state": "KNOWN", "value": "0.0000", "year": project.starts_on.year, "text": ""},
            "target": {"value": f"{target}.0000", "text": ""},
            "goals": goals,
            "actuals": [spell] if reached else [],
            "reached": spell["value"] if reached else None,
            "percent": str(round(Decimal(actual) * 100 / target)) if reached else None,
        }

    outcome = indicator(words["outcome_indicator"])
    output = indicator(words["output_indicator"], words["unit"])
    outputs = [{"code": "1.1", "statement": words["output"], "indicators": [output]}]
    tree = {
        "objective": {"code": "", "statement": words["objective"], "indicators": []},
        "outcomes": [{"code": "1", "statement": words["outcome"], "indicators": [outcome], "outputs": outputs}],
    }
    return {"results": tree, "has_results": reached, "plan_number": 1}


def _money(dice, project):
    """Budget by years, the commitment of the decision, and for one in five what was spent."""
    half = (project.amount / 2).quantize(Decimal("0.01"))
    second = _months_after(project.starts_on, 12)
    budgets = [(project.starts_on, second - DAY, half), (second, project.ends_on, project.amount - half)]
    if second > project.ends_on:
        budgets = [(project.starts_on, project.ends_on, project.amount)]
    spent = [{"from": str(budgets[0][0]), "to": str(budgets[0][1]), "value": str(half), "on": str(second)}]
    return {
        "budgets": [{"from": str(first), "to": str(last), "value": str(value)} for first, last, value in budgets],
        "commitments": [{"on": str(project.starts_on - timedelta(days=40)), "value": str(project.amount)}],
        "spent": spent if project.state == State.COMPLETED and dice.random() < 0.2 else [],
    }


def _evaluation(project, language):
    return {
        "title": RESULTS["evaluation"][language],
        "url": f"{DOCUMENTS}/{project.code}-evaluation.pdf",
        "category": "A07",
        "language": LANGUAGES[language],
        "date": str(project.ends_on or date(project.published_at.year, 12, 31)),
        "format": "application/pdf",
    }
