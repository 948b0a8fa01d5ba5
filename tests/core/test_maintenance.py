import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from core import maintenance

NOW, UNTIL = datetime(2027, 1, 9, 6, tzinfo=UTC), datetime(2027, 1, 9, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def switch(settings, tmp_path):
    """A switch of the test's own, off."""
    settings.MAINTENANCE_FILE = str(tmp_path / "maintenance.json")
    return Path(settings.MAINTENANCE_FILE)


def command(*words, name="maintenance"):
    out = StringIO()
    call_command(name, *words, stdout=out)
    return out.getvalue()


def test_an_open_portal_answers_as_ever(client, db):
    assert client.get("/en/search/").status_code == 200


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("path", ["/en/", "/fr/workspace/", "/admin/", "/api/v1/projects", "/nothing"])
def test_a_closed_one_answers_503_without_a_single_query(client, db, django_assert_num_queries, path):
    maintenance.close(UNTIL)

    with django_assert_num_queries(0):
        answer = client.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "7200")
    assert answer[maintenance.HEADER] == UNTIL.isoformat()
    assert "no-store" in answer["Cache-Control"]


@time_machine.travel(NOW, tick=False)
def test_the_page_needs_no_other_file_and_speaks_three_languages(client, db):
    maintenance.close(UNTIL)

    text = client.get("/fr/projects/").content.decode()

    assert '<html lang="fr">' in text
    assert [text.index(f'<section lang="{code}">') for code in ("fr", "en", "es")] == sorted(
        text.index(f'<section lang="{code}">') for code in ("fr", "en", "es")
    )
    assert "<strong>9 January 2027, 09:00</strong> (Central European Standard Time)" in text
    assert not [part for part in ("src=", "<link", "url(", "@import", "<script") if part in text]


def test_the_style_is_the_one_that_the_policy_lets_through(client, db):
    maintenance.close()

    answer = client.get("/en/")

    assert "style-src 'sha256-" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(("header", "expected"), [("es-MX,es;q=0.9", "es"), ("de", "en"), ("", "en")])
def test_a_machine_s_address_gets_the_browser_s_language(client, db, header, expected):
    maintenance.close()

    assert f'<html lang="{expected}">' in client.get("/nothing", headers={"Accept-Language": header}).content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_checks_go_on(client, db, path):
    maintenance.close()

    assert client.get(path).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_scripts_are_told_with_data(client, db):
    maintenance.close(UNTIL)

    answer = client.post("/en/workspace/", headers={"X-Autosave": "1"})

    assert (answer.status_code, answer.json()) == (503, {"state": "maintenance", "until": UNTIL.isoformat()})


def test_what_was_sent_comes_back_to_be_copied_without_secrets(client, db):
    maintenance.close()
    sent = {
        "csrfmiddlewaretoken": "abc123",
        "text": "Half a <b>page",
        "password": "hunter 2",
        "note": ["", "Number two"],
    }

    text = client.post("/en/workspace/", sent).content.decode()

    assert "Half a &lt;b&gt;page</textarea>" in text
    assert "Number two</textarea>" in text
    assert text.count("<textarea") == 2
    assert not [part for part in ("abc123", "hunter 2") if part in text]


@pytest.mark.parametrize("body", [b"--x\r\nbroken", b"\xff" * 10, b"a=" + b"x" * 9_000_000])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_what_cannot_be_read_is_no_fault(client, db, body, kind):
    maintenance.close()

    assert client.post("/en/workspace/", body, content_type=kind).status_code == 503


def test_who_has_the_key_passes(client, visitor, db):
    closed = maintenance.close()

    answer = client.get(f"/maintenance/pass/{closed.key}/")

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/en/search/").status_code == 200
    assert visitor.get("/en/search/").status_code == 503
    assert visitor.get("/maintenance/pass/guessed/").status_code == 503
    maintenance.close()
    assert client.get("/en/search/").status_code == 503


def test_the_setting_closes_without_a_file_and_has_no_key(client, db, settings):
    settings.MAINTENANCE = True
    client.cookies[maintenance.COOKIE] = ""

    assert client.get("/en/").status_code == 503
    assert client.get("/maintenance/pass//").status_code == 503


BROKEN = [
    *("", "[]", "null", '{"unknown": 1}', "nonsense", '{"until": "2027-0', '{"until": "soon", "key": "a"}'),
    *('{"until": "2027-01-09 09:00", "key": "a"}', '{"until": 5, "key": "a"}', '{"until": "", "key": null}'),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_switch_that_cannot_be_read_closes(client, db, switch, content):
    switch.write_text(content)

    answer = client.get("/en/")

    assert (answer.status_code, answer[maintenance.HEADER]) == (503, "")


def test_the_switch_works_before_there_is_a_folder_for_it(settings, tmp_path):
    settings.MAINTENANCE_FILE = str(tmp_path / "media" / "maintenance.json")

    maintenance.close()

    assert maintenance.state() is not None


def test_an_address_without_a_slash_is_no_fault(client, db):
    maintenance.close()

    assert client.generic("OPTIONS", "*", PATH_INFO="*").status_code == 503


@time_machine.travel(NOW, tick=False)
def test_the_command_closes_says_and_opens(switch):
    said = command("on", "--until", "2027-01-09 09:00")

    assert said.startswith(
        "closed, expected back 2027-01-09 09:00 CET\nTo pass, open http://testserver/maintenance/pass/"
    )
    assert json.loads(switch.read_text())["until"] == "2027-01-09T08:00:00+00:00"
    assert command("status") == "closed, expected back 2027-01-09 09:00 CET\n"
    assert [command("off"), command("off"), command("status")] == ["open again\n", "it was open\n", "open\n"]


@pytest.mark.parametrize("until", ["tomorrow", "2001-01-01 09:00"])
def test_the_command_refuses_a_time_that_is_none_or_has_gone_by(until, switch):
    with pytest.raises(CommandError):
        command("on", "--until", until)

    assert not switch.exists()


def test_a_time_that_has_gone_by_is_promised_no_more(client, db):
    with time_machine.travel(NOW, tick=False):
        maintenance.close(UNTIL)
    with time_machine.travel("2027-01-10", tick=False):
        answer = client.get("/en/")

    assert answer["Retry-After"] == "600"
    assert "as soon as possible" in answer.content.decode()
    assert "2027" not in answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_the_proxy_s_files_are_the_same_page(client, db, tmp_path):
    maintenance.close(UNTIL)

    command(str(tmp_path / "pages"), name="write_maintenance_page")

    for language in ("en", "fr", "es"):
        kept = (tmp_path / "pages" / f"maintenance.{language}.html").read_text()
        assert kept == client.get(f"/{language}/").content.decode()
