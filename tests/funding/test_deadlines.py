"""The rule of deadlines against a golden table worked out by hand from the rules of each zone."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from core.errors import DomainError
from funding import deadlines

TABLE = json.loads((Path(__file__).parent / "data/deadlines.json").read_text())
REFUSALS = {
    deadlines.SkippedHour: "skipped",
    deadlines.RepeatedHour: "repeated",
    deadlines.UnknownZone: "unknown zone",
    deadlines.UnusableHour: "too far",
}
MOMENTS = [row for row in TABLE if row["rule"] == "moment"]
ARRIVALS = [row for row in TABLE if row["rule"] == "accepts"]


def test_table_is_large_enough_and_has_both_rules():
    assert len(MOMENTS) >= 40
    assert len(ARRIVALS) >= 15
    assert len(MOMENTS) + len(ARRIVALS) == len(TABLE)


def read(text):
    return text and datetime.fromisoformat(text)


@pytest.mark.parametrize("row", MOMENTS, ids=lambda row: f"{row['zone']} {row['local']}")
def test_moment(row):
    try:
        found = {"utc": deadlines.moment(read(row["local"]), row["zone"])}
    except deadlines.UnusableHour as refusal:
        found = {"refused": REFUSALS[type(refusal)]}

    assert found == ({"utc": read(row["utc"])} if "utc" in row else {"refused": row["refused"]})
    assert found.get("utc") is None or found["utc"].tzinfo is UTC


@pytest.mark.parametrize("row", ARRIVALS, ids=lambda row: f"{row['arrived']} {row['grace_seconds']}")
def test_accepts(row):
    closes_at = deadlines.closes_at(read(row["deadline"]), row["grace_seconds"])

    assert deadlines.accepts(read(row["arrived"]), closes_at) is row["in_time"]


@pytest.mark.parametrize(
    ("local", "zone", "sentence"),
    [
        (
            "2026-03-29T02:30",
            "Europe/Zurich",
            (
                "29 March 2026, 02:30 does not exist in Europe/Zurich: the clocks go forward over it. "
                "Choose 29 March 2026, 01:30 or 29 March 2026, 03:30."
            ),
        ),
        (
            "2026-04-05T01:45",
            "Australia/Lord_Howe",
            (
                "5 April 2026, 01:45 comes twice in Australia/Lord_Howe: the clocks go back over it. "
                "Choose 5 April 2026, 01:15 or 5 April 2026, 02:15."
            ),
        ),
        (
            "2011-12-30T17:00",
            "Pacific/Apia",
            (
                "30 December 2011, 17:00 does not exist in Pacific/Apia: the clocks go forward over it. "
                "Choose 29 December 2011, 17:00 or 31 December 2011, 17:00."
            ),
        ),
    ],
)
def test_refusal_names_hours_that_can_be_chosen(local, zone, sentence):
    with override("en"), pytest.raises(deadlines.UnusableHour) as refusal:
        deadlines.moment(datetime.fromisoformat(local), zone)

    assert str(refusal.value) == sentence
    assert isinstance(refusal.value, DomainError)
    assert isinstance(refusal.value, ValueError)


def test_hours_offered_can_be_used():
    for row in MOMENTS:
        if row.get("refused") in {"skipped", "repeated"}:
            hour = datetime.fromisoformat(row["local"])
            first, second = (hour.replace(tzinfo=deadlines.zone_of(row["zone"]), fold=fold) for fold in (0, 1))
            apart = abs(second.utcoffset() - first.utcoffset())
            before, after = (deadlines.moment(hour + shift, row["zone"]) for shift in (-apart, apart))
            assert before < after


def test_fold_of_the_hour_given_decides_nothing():
    with pytest.raises(deadlines.RepeatedHour):
        deadlines.moment(datetime(2026, 10, 25, 2, 30, fold=1), "Europe/Zurich")
    with pytest.raises(deadlines.SkippedHour):
        deadlines.moment(datetime(2026, 3, 29, 2, 30, fold=1), "Europe/Zurich")


def test_hour_with_a_zone_of_its_own_is_a_fault_of_the_caller():
    with pytest.raises(TypeError):
        deadlines.moment(datetime(2026, 1, 1, tzinfo=UTC), "UTC")


def test_moment_in_words_is_on_the_clocks_of_its_place():
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)

    assert deadlines.in_words(moment, "America/Bogota") == "1 June 2026, 07:00 (Colombia Standard Time)"
    assert deadlines.in_words(None, "UTC") == ""
