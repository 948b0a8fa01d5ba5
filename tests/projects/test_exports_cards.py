import struct

import pytest

from projects.exports import cards
from projects.models import PublicRecord
from projects.selectors.records import with_countries
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
ROW = "PX.0009,{title},Europe,Montenegro,Counter Trafficking Projects,National,Active,1000,2018,2018,2019"


@pytest.fixture
def record(reference):
    """A record whose title is long and has signs that typst reads and fonts lack."""
    import_projects((HEADER + ROW.format(title="#import *bold* 漢字 " + "Très long titre " * 20)).encode())
    return with_countries(PublicRecord.objects.all())[0]


def test_a_card_is_a_picture_of_the_size_that_is_announced(client, record):
    response = client.get("/fr/projects/PX.0009/card.png")

    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert struct.unpack(">II", response.content[16:24]) == (1200, 630)


def test_a_card_is_made_once(record, monkeypatch):
    first = cards.picture(record)
    monkeypatch.setattr(cards, "picture_of", None)

    assert cards.picture(record) == first


def test_a_card_is_made_anew_with_a_release(record, monkeypatch):
    cards.picture(record)
    monkeypatch.setattr(cards, "release", lambda: "another")
    monkeypatch.setattr(cards, "picture_of", lambda *_asked: b"new")

    assert cards.picture(record) == b"new"


def test_the_card_of_what_is_not_public_is_not_found(client, reference):
    assert client.get("/en/projects/PX.0009/card.png").status_code == 404


def test_many_countries_are_cut_short(record):
    record.countries = [type("C", (), {"name": f"C{number}"}) for number in range(9)]

    assert cards.words_of(record)["countries"] == "C0, C1, C2, C3, C4, C5 + 3"
