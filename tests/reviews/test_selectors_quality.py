"""Advice on a review before it is handed in."""

import pytest

from reviews.models import Criterion
from reviews.selectors.quality import hints

A, B = Criterion(pk=1, code="A", name="Alpha"), Criterion(pk=2, code="B", name="Beta")
LONG = "The letters name the project and the ministry has given rooms and staff of its own to it"
OTHER = "Two risks are named, and the answer to the second one rests on a partner who has not signed"
THIRD = "A clear plan, with results that can be measured, by people who have done this before elsewhere"


@pytest.mark.parametrize(
    ("marks", "summary", "expected"),
    [
        ({A: (4, LONG), B: (3, OTHER)}, THIRD, []),
        ({A: (4, ""), B: (3, "")}, "", [("empty", "summary"), ("no_reason", "comment_1"), ("no_reason", "comment_2")]),
        ({A: (4, LONG), B: (3, OTHER)}, "", [("short", "summary")]),
        ({A: (4, LONG), B: (4, OTHER)}, THIRD, [("equal", "")]),
        ({A: (4, LONG), B: (3, "")}, f"{THIRD} {OTHER}", [("no_reason", "comment_2")]),
        ({A: (4, f"{LONG} {OTHER}"), B: (3, "Fine.")}, THIRD, [("short_comment", "comment_2")]),
        ({A: (4, LONG), B: (3, f" {LONG.upper()}\n")}, THIRD, [("copied", "comment_2")]),
        ({A: (None, ""), B: (3, OTHER)}, f"{THIRD} {LONG}", []),
    ],
)
def test_hints_name_what_may_be_worth_another_look(marks, summary, expected):
    assert [(hint.code, hint.field) for hint in hints([A, B], marks, summary)] == expected
