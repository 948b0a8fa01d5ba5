"""The rules that an activity is held against: the schema's, the standard's rule set (design open-data 4.3) and guidance.

Each says how grave it is, what the standard calls it, what people read, and where it is mended. They look at the XML
that would be published, so a fault of the writer is found as well as a gap in the data.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .conditions import day, longer_than_a_year, not_of_the_schema, of_no_list, shares_of, twice, where


class Level(TextChoices):
    """How grave a finding is: it keeps the project out of the file; the standard warns; guidance asks for more."""

    BLOCKS = "BLOCKS", _("Blocks")
    SHOULD_FIX = "SHOULD_FIX", _("Should be mended")
    BETTER = "BETTER", _("Would be better")


class Place(TextChoices):
    """Where a finding is mended."""

    RECORD = "RECORD", _("Data of the project")
    PLAN = "PLAN", _("Results framework of the plan")
    PUBLICATION = "PUBLICATION", _("Publication of the project")
    DOCUMENTS = "DOCUMENTS", _("Documents of the project")
    SETTINGS = "SETTINGS", _("Settings of the portal")
    PORTAL = "PORTAL", _("A fault of the portal: tell its operators")


@dataclass(frozen=True)
class Rule:
    """One rule. ``official``: its id in the rule set, or "XSD"; empty for guidance. ``is_broken(activity, today)``."""

    key: str
    level: Level
    official: str
    place: Place
    message: Promise
    is_broken: Callable


B, S, H = Level.BLOCKS, Level.SHOULD_FIX, Level.BETTER
EMPTY = "not(narrative[normalize-space()])"


def _narrative_in(language):
    """XPath: no general description in a language."""
    own = f"@xml:lang = '{language}' and description[@type='1']/narrative[not(@xml:lang)]"
    return where(f"not(({own}) or description[@type='1']/narrative[@xml:lang='{language}'])")


RULES = (
    Rule("identifier", B, "XSD", Place.RECORD,
         _("The project has no code of its own, so it has no identifier."),
         where("not(normalize-space(iati-identifier))")),
    Rule("prefix", B, "1.1.3, 1.1.21", Place.PORTAL,
         _("The identifier does not begin with that of the organisation and a hyphen."),
         where("iati-identifier[normalize-space()][not(starts-with(., concat(../reporting-org/@ref, '-')))]")),
    Rule("signs", S, "1.3.13", Place.RECORD,
         _("The identifier holds one of the signs / & | ?"),
         where("iati-identifier[translate(., '/&|?', '') != .]")),
    Rule("title", B, "4.3.1", Place.PUBLICATION,
         _("The project has no title."),
         where(f"not(title) or title[{EMPTY}]")),
    Rule("description", B, "4.4.1", Place.PUBLICATION,
         _("Nothing describes the project: it has neither a summary nor an objective."),
         where(f"not(description) or description[{EMPTY}]")),
    Rule("narrative", B, "4.3.1, 4.4.1", Place.PORTAL,
         _("A text is empty."),
         where("//narrative[not(normalize-space())]")),
    Rule("organisation", B, "6.10.1", Place.PORTAL,
         _("An organisation that takes part has neither a name nor an identifier."),
         where(f"participating-org[not(@ref)][{EMPTY}]")),
    Rule("status", B, "XSD", Place.RECORD,
         _("The status of the project is not known."),
         where("not(activity-status)")),
    Rule("start", B, "6.11.1", Place.PUBLICATION,
         _("It is not known when the project began or begins, not even the year."),
         where("not(activity-date[@type='1' or @type='2'])")),
    Rule("planned_order", B, "11.1.2", Place.RECORD,
         _("The planned end lies before the planned start."),
         where(f"activity-date[@type='1'][{day('@iso-date')} > {day('../activity-date[@type=3]/@iso-date')}]")),
    Rule("actual_order", B, "11.1.3", Place.RECORD,
         _("The end lies before the start."),
         where(f"activity-date[@type='2'][{day('@iso-date')} > {day('../activity-date[@type=4]/@iso-date')}]")),
    Rule("actual_future", B, "11.1.4, 11.1.5", Place.RECORD,
         _("The project is said to have begun or ended on a day to come."),
         where(f"activity-date[@type='2' or @type='4'][{day('@iso-date')} > $today]")),
    Rule("money_future", B, "11.2.1, 11.2.2", Place.RECORD,
         _("Money is said to have been committed or spent on a day to come."),
         where(f"transaction[{day('transaction-date/@iso-date')} > $today or {day('value/@value-date')} > $today]")),
    Rule("updated_future", B, "11.1.1", Place.PORTAL,
         _("The project is said to have been changed on a day to come."),
         where(f"{day('@last-updated-datetime')} > $today")),
    Rule("days", B, "XSD", Place.PORTAL,
         _("A date is not written as year, month and day."),
         where("//@iso-date[string-length(.) != 10 or number(translate(., '-', '')) != number(translate(., '-', ''))]")),
    Rule("place", B, "3.7.1", Place.RECORD,
         _("No country is named, and no region in its place."),
         where("not(recipient-country or recipient-region) and "
               "not(transaction and not(transaction[not(recipient-country or recipient-region)]))")),
    Rule("place_twice", B, "3.6.2", Place.PORTAL,
         _("Countries or regions stand both at the project and at its transactions."),
         where("(recipient-country or recipient-region) and transaction[recipient-country or recipient-region]")),
    Rule("place_shares", B, "3.1.1, 3.1.2, 3.1.4", Place.PORTAL,
         _("The shares of countries or regions do not add up to 100."),
         shares_of("recipient-country", "recipient-region[not(@vocabulary) or @vocabulary='1']")),
    Rule("region_shares", B, "3.4.1, 3.4.2", Place.PORTAL,
         _("The shares of regions of one vocabulary do not add up to 100."),
         shares_of("recipient-region[@vocabulary!='1']")),
    Rule("percentages", B, "12.1.1", Place.PORTAL,
         _("A percentage is not between 0 and 100."),
         where("//@percentage[not(number(.) >= 0 and number(.) <= 100)]")),
    Rule("sector", B, "6.2.2", Place.PORTAL,
         _("No sector is named."),
         where("not(sector) and not(transaction and not(transaction[not(sector)]))")),
    Rule("sector_twice", B, "6.7.2", Place.PORTAL,
         _("Sectors stand both at the project and at its transactions."),
         where("sector and transaction/sector")),
    Rule("sector_shares", B, "2.1.1, 2.1.2, 2.1.4", Place.PORTAL,
         _("The shares of sectors do not add up to 100."),
         shares_of("sector")),
    Rule("sector_name", B, "2.2.1", Place.PORTAL,
         _("A theme of the Fund stands without its name."),
         where(f"//sector[@vocabulary='98' or @vocabulary='99'][{EMPTY}]")),
    Rule("sector_dac", S, "102.1.1", Place.PORTAL,
         _("No sector of the OECD stands beside the theme of the Fund."),
         where("sector and not(sector[not(@vocabulary) or @vocabulary='1' or @vocabulary='2'])")),
    Rule("language", B, "4.1.1", Place.PORTAL,
         _("The language of a text is not stated."),
         where("not(@xml:lang) and //narrative[not(@xml:lang)]")),
    Rule("currency", B, "7.8.1", Place.PORTAL,
         _("The currency of an amount is not stated."),
         where("not(@default-currency) and (budget | transaction)/value[not(@currency)]")),
    Rule("value_date", B, "XSD", Place.PORTAL,
         _("An amount has no date."),
         where("(budget | transaction)/value[not(@value-date)]")),
    Rule("budget_year", B, "7.5.3", Place.RECORD,
         _("A budget is of more than a year."),
         longer_than_a_year),
    Rule("budget_order", B, "8.6.3", Place.RECORD,
         _("A period ends before it begins."),
         where(f"//*[period-start][{day('period-start/@iso-date')} > {day('period-end/@iso-date')}]")),
    Rule("budget_twice", S, "", Place.PORTAL,
         _("Two budgets of one kind are for the same period."),
         twice("budget", "type")),
    Rule("period_twice", S, "", Place.RECORD,
         _("An indicator has the same period twice."),
         twice("result/indicator/period")),
    Rule("whole", S, "", Place.PORTAL,
         _("A value is split, and the whole is not stated."),
         where("//period[actual/dimension][not(actual[not(dimension)])]")),
    Rule("indicator", B, "XSD", Place.PLAN,
         _("A result has no indicator."),
         where("result[not(indicator)]")),
    Rule("baseline_value", B, "8.8.1", Place.PLAN,
         _("The baseline of an indicator that is measured has no value."),
         where("//indicator[@measure!='5']/baseline[not(@value)]")),
    Rule("target_value", B, "8.9.1", Place.PLAN,
         _("The target of an indicator that is measured has no value."),
         where("//indicator[@measure!='5']/period/target[not(@value)]")),
    Rule("actual_value", B, "8.10.1", Place.PLAN,
         _("What an indicator that is measured reached has no value."),
         where("//indicator[@measure!='5']/period/actual[not(@value)]")),
    Rule("value_number", S, "8.8.2, 8.9.2, 8.10.2", Place.PLAN,
         _("A value is no number."),
         where("//indicator[@measure!='5']//*[not(self::dimension)]/@value[number(.) != number(.)]")),
    Rule("value_in_words", S, "8.8.3, 8.9.3, 8.10.3", Place.PLAN,
         _("An indicator in words has a value."),
         where("//indicator[@measure='5']//*[not(self::dimension)]/@value")),
    Rule("reference", B, "8.11.1", Place.PORTAL,
         _("A reference stands both at a result and at its indicator."),
         where("result[reference and indicator/reference]")),
    Rule("marker", B, "6.13.1, 6.14.1", Place.PORTAL,
         _("A policy marker has no significance or no name."),
         where("policy-marker[not(@vocabulary) or @vocabulary='1'][not(@significance)]"
               f" or policy-marker[@vocabulary='99'][{EMPTY}]")),
    Rule("codes", B, "XSD", Place.PORTAL,
         _("A code is in none of the lists that the Fund uses."),
         of_no_list),
    Rule("schema", B, "XSD", Place.PORTAL,
         _("The file has not the form that the schema of the standard demands."),
         not_of_the_schema),
    Rule("start_year", S, "", Place.RECORD,
         _("Only the year of the start is known. The file says 1 January and that the day stands for the year."),
         where("activity-date[@type='1'][narrative] and not(activity-date[@type='2'])")),
    Rule("end_year", S, "", Place.RECORD,
         _("Only the year of the end is known. The file says 31 December and that the day stands for the year."),
         where("activity-date[@type='3'][narrative] and not(activity-date[@type='4'])")),
    Rule("end", S, "", Place.PUBLICATION,
         _("It is not known when the project ended or is to end."),
         where("not(activity-date[@type='3' or @type='4'])")),
    Rule("closed_end", S, "", Place.RECORD,
         _("The project is completed, and its last day is still to come."),
         where("activity-status[@code='4'] and activity-date[@type='3'][not(narrative)] and not(activity-date[@type='4'])")),
    Rule("overdue", S, "", Place.RECORD,
         _("The project is said to run, but its planned end is past."),
         where(f"activity-status[@code='2'] and activity-date[@type='3'][{day('@iso-date')} < $today]")),
    Rule("commitment_year", S, "", Place.RECORD,
         _("Only the year of funding is known. The file says 1 January and that the day stands for the year."),
         where("transaction[transaction-type/@code='2'][description]")),
    Rule("commitment", S, "", Place.PUBLICATION,
         _("The file has no amount: the amount of the project or its year of funding is not known."),
         where("not(transaction[transaction-type/@code='2'])")),
    Rule("theme", S, "", Place.RECORD,
         _("The project has no theme."),
         where("not(sector[@vocabulary='99'])")),
    Rule("scope", S, "", Place.RECORD,
         _("It is not known whether the project is national or regional."),
         where("not(activity-scope)")),
    Rule("summary_en", H, "", Place.PUBLICATION, _("There is no summary in English."), _narrative_in("en")),
    Rule("summary_fr", H, "", Place.PUBLICATION, _("There is no summary in French."), _narrative_in("fr")),
    Rule("summary_es", H, "", Place.PUBLICATION, _("There is no summary in Spanish."), _narrative_in("es")),
    Rule("counterpart", H, "", Place.RECORD,
         _("Nobody but IOM is named as taking part."),
         where("not(participating-org[not(@ref)])")),
    Rule("contact", H, "", Place.SETTINGS,
         _("The file names no mailbox for questions."),
         where("not(contact-info/email)")),
    Rule("results", H, "", Place.PLAN,
         _("The file has no results."),
         where("not(result)")),
    Rule("goals", H, "", Place.PLAN,
         _("No indicator names a Sustainable Development Goal."),
         where("result and not(tag[@vocabulary='2' or @vocabulary='3'])")),
    Rule("evaluation", H, "", Place.DOCUMENTS,
         _("The project is completed, and no evaluation is public."),
         where("activity-status[@code='4'] and not(document-link[category/@code='A07'])")),
    Rule("expenditure", H, "", Place.PUBLICATION,
         _("What was spent is not in the file. It is shown where its publication is cleared."),
         where("budget and not(transaction[transaction-type/@code='4'])")),
)  # fmt: skip
BY_KEY = {rule.key: rule for rule in RULES}


def check(activity, today):
    """The keys of the rules that an ``iati-activity`` element breaks, gravest first. ``today``: a date."""
    return [rule.key for rule in RULES if rule.is_broken(activity, today)]


def of_level(keys, level):
    """How many of the findings ``keys`` are of a ``Level``."""
    return sum(BY_KEY[key].level == level for key in keys)
