import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils.translation import override

from applications.models import Submission
from applications.selectors import replay
from funding.models import Country, CountryStatus
from tests.plugin import guards_lifted


@pytest.fixture
def submission(application_in):
    return application_in("submitted").submissions.get()


def test_submission_keeps_the_rule_set_and_what_it_was_asked(submission):
    facts = json.loads(submission.facts)

    assert str(submission.rule_set) == "2022.1"
    assert [country["code"] for country in facts["countries"]] == ["ME"]
    assert len(facts["budget"]["lines"]) == 5


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_replay_gives_the_same_bytes_in_every_language_and_year(submission, language):
    with override(language), time_machine.travel("2031-05-01"):
        assert replay(submission) == submission.findings


def test_replay_does_not_ask_what_is_recorded_of_the_country_since(submission):
    CountryStatus.objects.create(country=Country.objects.get(pk="ME"), kind="EU", valid_from="2020-01-01")

    assert replay(submission) == submission.findings


def test_command_counts_what_it_replayed(submission):
    out = StringIO()

    call_command("replay_submissions", stdout=out)

    assert out.getvalue() == "1 submissions replayed\n"


def test_command_names_a_submission_whose_findings_were_changed(submission):
    with guards_lifted():
        Submission.objects.filter(pk=submission.pk).update(findings="[]")
    out = StringIO()

    with pytest.raises(CommandError, match="1 differ"):
        call_command("replay_submissions", stdout=out)

    assert out.getvalue().startswith(f"{submission}: the rules answer otherwise\n")
