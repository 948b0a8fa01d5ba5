import pytest

from notifications.models import Notification
from notifications.rendering import clean, line, lines_with_links


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("PX.0009 of IDF-2026-0001", "PX.0009 of IDF-2026-0001"),
        ("go to https://evil.example/x now", "go to now"),
        ("HTTP://EVIL.EXAMPLE", ""),
        ("evil.example", "evil. example"),
        ("evil。example", "evil. example"),
        ("mailto:a@evil.example", ""),
        ("one\r\ntwo\tthree", "one two three"),
        ("zero\u200bwidth", "zerowidth"),
        ("htt\u200bps://evil.example", ""),
        ("", ""),
        (7, 7),
        (None, None),
        (["a.b", 1], ["a. b", 1]),
    ],
)
def test_clean(typed, shown):
    assert clean(typed) == shown


def test_clean_shortens_to_120_characters():
    assert clean("x" * 120) == "x" * 120
    assert clean("x" * 121) == "x" * 119 + "…"


def test_line_has_subject_and_first_sentence(sample, applicant):
    params = {"object": "IDF-1", "actor": "Ana", "title": "A plan"}
    found = line(Notification(user=applicant, kind=sample, params=params))

    assert (found.subject, found.summary) == ("IDF-1 is done", "Ana has finished “A plan”.")


def test_line_marks_the_language_of_a_title_and_escapes_the_rest(sample, applicant):
    params = {"object": "<b>", "actor": "Ana", "title": "Un plan & <más>", "title_language": "es"}
    found = line(Notification(user=applicant, kind=sample, params=params))

    title = '<span lang="es">Un plan &amp; &lt;más&gt;</span>'
    assert (found.subject, found.summary) == ("&lt;b&gt; is done", f"Ana has finished “{title}”.")


def test_line_of_a_retired_kind_shows_its_name(applicant):
    found = line(Notification(user=applicant, kind="retired.kind"))

    assert (found.subject, found.summary) == ("retired.kind", "")


def test_only_addresses_of_the_portal_are_links(settings):
    settings.SITE_URL = "https://fund.example.org"
    text = "Open https://fund.example.org/en/x/ or\nhttps://fund.example.org.evil.example/ now"

    assert lines_with_links(text) == [
        [("Open ", False), ("https://fund.example.org/en/x/", True), (" or", False)],
        [("https://fund.example.org.evil.example/ now", False)],
    ]
