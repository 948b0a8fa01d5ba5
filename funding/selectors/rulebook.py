"""Reads of the rulebook."""

from django.db.models import Max

from ..evaluator import CountryFacts, RuleFacts
from ..models import Country, CountryIncome, CountryStatus, EligibilityList, Region, Rule, RuleSet, Theme


def rules_for(year, codes=None):
    """Mapping code → RuleFacts of the rules that hold for a funding year, words in the active language."""
    rows = Rule.objects.filter(rule_set=RuleSet.objects.for_year(year).first())
    return {
        rule.code: RuleFacts(
            code=rule.code,
            title=rule.title,
            explanation=rule.explanation,
            source=rule.source,
            severity=rule.severity,
            is_confirmed=rule.is_confirmed,
            parameters=rule.parameters,
            unconfirmed_parameters=tuple(rule.unconfirmed_parameters),
        )
        for rule in (rows.filter(code__in=codes) if codes else rows)
    }


def country_facts(countries, *, line, on):
    """CountryFacts of ``countries`` for a funding line on a day: five queries, however many countries."""
    countries = list(countries)
    codes = [country.pk for country in countries]
    fiscal_year = on.year + 1 if on.month >= 7 else on.year  # World Bank fiscal years begin on 1 July
    newest = CountryIncome.objects.filter(fiscal_year__lte=fiscal_year).aggregate(Max("fiscal_year"))[
        "fiscal_year__max"
    ]
    incomes = dict(
        CountryIncome.objects.filter(fiscal_year=newest, country__in=codes).values_list("country_id", "group")
    )
    held = set(CountryStatus.objects.in_force(on).filter(country__in=codes).values_list("country_id", "kind"))
    newest_list = EligibilityList.objects.in_force(line, on).first()
    listed = set(newest_list.countries.filter(pk__in=codes).values_list("pk", flat=True)) if newest_list else set()
    not_listed = False if newest_list and newest_list.is_complete else None
    return tuple(
        CountryFacts(
            code=country.pk,
            name=country.name,
            is_member=(country.pk, "IOM_MEMBER") in held,
            income_group=incomes.get(country.pk, ""),
            in_eu=(country.pk, "EU") in held,
            withdrew=(country.pk, "WITHDRAWN") in held,
            listed=True if country.pk in listed else not_listed,
        )
        for country in countries
    )


def vocabulary_rows():
    """(code, names) of every country, theme and region, for importers: names in three languages and aliases."""

    def names(row):
        return [row.name_en, row.name_fr, row.name_es, *getattr(row, "aliases", [])]

    return {
        "countries": [(row.pk, [row.pk, row.code3, *names(row)]) for row in Country.objects.all()],
        "themes": [(row.pk, names(row)) for row in Theme.objects.all()],
        "regions": [(row.pk, names(row)) for row in Region.objects.all()],
    }
