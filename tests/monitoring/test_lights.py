from decimal import Decimal

import pytest

from monitoring.lights import Counts, Light, light_of


def light(actual, *, due="50", target="100", baseline="0", direction="INCREASE", kind="NUMBER"):
    values = {"actual": actual, "due": due, "target": target, "baseline": baseline}
    decimals = {name: None if value is None else Decimal(value) for name, value in values.items()}
    return light_of(kind=kind, direction=direction, **decimals)


@pytest.mark.parametrize(
    ("actual", "due", "expected"),
    [
        ("100", "50", "REACHED"),
        ("100", None, "REACHED"),
        ("99.9999", "50", "ON_TRACK"),
        ("42.5", "50", "ON_TRACK"),
        ("42.4", "50", "BEHIND"),
        ("30", "50", "BEHIND"),
        ("29.9", "50", "OFF_TRACK"),
        ("-1", "50", "OFF_TRACK"),
        ("0", None, "NOT_DUE"),
        (None, None, "NOT_DUE"),
        (None, "50", "NO_DATA"),
    ],
)
def test_light_at_its_borders(actual, due, expected):
    assert light(actual, due=due) == expected


@pytest.mark.parametrize(
    ("actual", "baseline", "due", "target", "direction", "expected"),
    [
        ("35", "50", "35", "20", "DECREASE", "ON_TRACK"),
        ("20", "50", "35", "20", "DECREASE", "REACHED"),
        ("60", "50", "35", "20", "DECREASE", "OFF_TRACK"),
        ("30", None, "35", "20", "DECREASE", "ON_TRACK"),
        ("36", None, "35", "20", "DECREASE", "OFF_TRACK"),
        ("5", "5", "5", "5", "KEEP", "REACHED"),
        ("5", "5", None, "5", "KEEP", "NOT_DUE"),
        ("4", "5", "5", "5", "KEEP", "OFF_TRACK"),
    ],
)
def test_light_of_falling_and_kept_values(actual, baseline, due, target, direction, expected):
    assert light(actual, baseline=baseline, due=due, target=target, direction=direction) == expected


def test_words_are_not_judged():
    assert light("1", kind="QUALITATIVE") is None


def test_counts_from_best_to_worst_and_what_they_say():
    counts = Counts.of([Light.BEHIND, Light.NOT_DUE, None, Light.REACHED, Light.BEHIND, Light.NO_DATA])

    assert counts.numbers == ((Light.REACHED, 1), (Light.BEHIND, 2), (Light.NOT_DUE, 1), (Light.NO_DATA, 1))
    assert counts.worst == "BEHIND"
    assert [counts.disagrees_with(rating) for rating in ("", "ON_TRACK", "BEHIND")] == [False, True, False]


def test_counts_of_what_is_not_due_agree_with_everything():
    counts = Counts.of([Light.NOT_DUE, Light.NO_DATA, None])

    assert (counts.worst, counts.disagrees_with("OFF_TRACK")) == ("", False)
