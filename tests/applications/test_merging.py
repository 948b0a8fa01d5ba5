import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from applications.merging import WORDS, is_quick_to_compare, merge

BASE = "The ministry trains officers. It prints a manual.\n\nThe academy repeats the course."


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        (BASE, BASE.replace("officers", "forty officers"), BASE.replace("officers", "forty officers")),
        (BASE + " Every year.", BASE.replace("prints", "publishes"), BASE.replace("prints", "publishes") + " Every year."),
        (BASE.replace("trains ", ""), BASE.replace("repeats", "holds"), BASE.replace("trains ", "").replace("repeats", "holds")),
        (BASE + " Yearly.", BASE + " Yearly.", BASE + " Yearly."),
        (BASE + " Yearly.", BASE + " Twice.", None),
        (BASE.replace("prints", "writes"), BASE.replace("prints", "publishes"), None),
        (BASE.replace("prints", "writes"), BASE.replace("a manual", "its guide"), None),
        ("", BASE.replace("prints", "publishes"), None),
    ],
)  # fmt: skip
def test_merge_takes_over_what_one_changed_and_guesses_nothing(mine, theirs, joined):
    assert merge(BASE, mine, theirs) == joined
    assert merge(BASE, theirs, mine) == joined


def test_merge_of_two_first_texts_is_for_a_person():
    assert merge("", "Mine", "Theirs") is None
    assert merge("", "Mine", "") == "Mine"


WORD = st.sampled_from(["one ", "two ", "three ", "four ", "\n\n", "é\u202f! ", "الهجرة "])
TEXT = st.lists(WORD, max_size=30).map("".join)


@st.composite
def edits(draw):
    """A text and two texts that grew out of it by a few insertions, deletions and replacements."""
    base = draw(st.lists(WORD, min_size=3, max_size=30))

    def edit(mark):
        words = list(base)
        for number in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(words)))
            words[at : at + draw(st.integers(0, 2))] = [f"{mark}{number} "] * draw(st.integers(0, 2))
        return "".join(words)

    return "".join(base), edit("mine"), edit("theirs")


@given(edits())
@example(("one one two one two ", "one two one two ", "one one one two "))
def test_what_either_person_added_is_in_the_joined_text(texts):
    base, mine, theirs = texts

    joined = merge(base, mine, theirs)

    assert merge(base, theirs, mine) == joined
    if joined is not None:
        found, had = joined.split(), base.split()
        for word in {*mine.split(), *theirs.split()} - set(had):
            assert found.count(word) >= max(mine.split().count(word), theirs.split().count(word))
        gone = [word for word in set(had) if had.count(word) == 1 and word not in found]  # else each took out another
        assert [word for word in gone if word in mine.split() and word in theirs.split()] == []


@given(TEXT, TEXT)
def test_a_text_that_only_one_changed_is_that_persons(base, other):
    assert merge(base, other, base) == other
    assert merge(base, base, other) == other
    assert "".join(WORDS.findall(other)) == other


def test_texts_made_to_keep_the_server_busy_are_left_to_a_person():
    started = time.perf_counter()

    assert merge("word " * 12_000, "word " * 11_999 + "mine", "word " * 12_000 + "theirs") is None
    assert not is_quick_to_compare("word " * 12_000, "word " * 11_999)
    assert time.perf_counter() - started < 5
