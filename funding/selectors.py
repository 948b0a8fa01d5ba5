"""Reads of the rulebook."""

from django.db.models import Max

from .evaluator import CountryFacts, RuleFacts
from .models import Ceiling, Country, CountryIncome, EligibilityList, GroupMembership, Region, Rule, Theme


def rules_for(year, codes=None):
    """Mapping code → RuleFacts of the rules that hold for a funding year, words in the active language."""
    found = {}
    rows = Rule.objects.filter(valid_from_year__lte=year).order_by("code", "valid_from_year")
    for rule in rows.filter(code__in=codes) if codes else rows:  # a later row of the same code replaces an earlier one
        found[rule.code] = RuleFacts(
            code=rule.code,
            title=rule.title,
            explanation=rule.explanation,
            source=rule.source,
            severity=rule.severity,
            is_confirmed=rule.is_confirmed,
            parameters=rule.parameters,
            unconfirmed_parameters=tuple(rule.unconfirmed_parameters),
        )
    return found


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
    in_eu = {
        membership.country_id
        for membership in GroupMembership.objects.filter(group=GroupMembership.Group.EU, country__in=codes)
        if (membership.valid_from is None or membership.valid_from <= on)
        and (membership.valid_to is None or on < membership.valid_to)
    }
    newest_list = EligibilityList.objects.in_force(line, on).first()
    listed = set(newest_list.countries.filter(pk__in=codes).values_list("pk", flat=True)) if newest_list else set()
    not_listed = False if newest_list and newest_list.is_complete else None
    return tuple(
        CountryFacts(
            code=country.pk,
            name=country.name,
            is_member=country.is_iom_member,
            income_group=incomes.get(country.pk, ""),
            in_eu=country.pk in in_eu,
            withdrew=bool(country.withdrew_on and country.withdrew_on <= on),
            listed=True if country.pk in listed else not_listed,
        )
        for country in countries
    )


def ceiling_for(line, coverage, year):
    """The ceiling of a line and coverage in a funding year, or None."""
    rows = Ceiling.objects.filter(line=line, coverage=coverage, valid_from_year__lte=year)
    return rows.order_by("-valid_from_year").first()


def vocabulary_rows():
    """(code, names) of every country, theme and region, for importers: names in three languages and aliases."""

    def names(row):
        return [row.name_en, row.name_fr, row.name_es, *getattr(row, "aliases", [])]

    return {
        "countries": [(row.pk, [row.pk, row.code3, *names(row)]) for row in Country.objects.all()],
        "themes": [(row.pk, names(row)) for row in Theme.objects.all()],
        "regions": [(row.pk, names(row)) for row in Region.objects.all()],
    }
