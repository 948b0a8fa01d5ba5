import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading import by_name, csv_rows, decode, delimiter, label_index, normalise, quoted

ACCENTED = "Title;Pays\r\nÉlaboration d’un outil – Pérou;Côte d’Ivoire\r\n"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("  Cabo   Verde\n", "cabo verde"),
        ("CÔTE D’IVOIRE", "cote d ivoire"),
        ("Côte d'Ivoire", "cote d ivoire"),
        ("Migration de main-d’œuvre", "migration de main d oeuvre"),
        ("Bolivia (Plurinational State of)", "bolivia plurinational state of"),
        ("Budget_Amount (USD)", "budget amount usd"),
        ("Ano\u0303", "ano"),
        ("İstanbul, Straße", "istanbul strasse"),
        ("Guinée\u00a0équatoriale", "guinee equatoriale"),
        ("PX.0009", "px 0009"),
        ("𝛢", "α"),
        ("!?…", ""),
    ],
)
def test_normalise(text, normal):
    assert normalise(text) == normal


@given(st.text())
def test_normalise_twice_is_normalise_once(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_decode(encoding):
    assert decode(ACCENTED.encode(encoding)) == ACCENTED


def test_decode_of_big_endian_utf_16():
    assert decode(b"\xfe\xff" + ACCENTED.encode("utf-16-be")) == ACCENTED


def test_decode_falls_back_to_latin_1():
    assert decode(b"Per\xfa \x81") == "Perú \x81"


def test_decode_marks_what_a_declared_encoding_breaks():
    assert decode(b"\xef\xbb\xbfPer\xfa") == "Per\ufffd"
    assert decode(b"\xff\xfeP\x00e") == "P\ufffd"


@given(st.binary())
def test_decode_of_any_bytes_gives_text(data):
    assert isinstance(decode(data), str)


def test_name_of_two_things_names_neither():
    assert by_name([("CG", ["Congo"]), ("CD", ["Congo", "Zaïre"])]) == {"cg": "CG", "cd": "CD", "zaire": "CD"}


@pytest.mark.parametrize(("text", "mark"), [("Pays,Nom\n", ","), ("Pays;Nom\n", ";"), ("Pays\tNom\n", "\t"), ("", ",")])
def test_delimiter_is_the_one_that_gives_the_most_known_labels(text, mark):
    assert delimiter(text, label_index(country="Pays", name="Nom|Name")) == mark


def test_rows_say_where_they_begin_and_blank_ones_are_left_out():
    assert list(csv_rows('a, b \n\n"c\nd",e\nf\n', ",")) == [
        (1, ["a", "b"], ""), (3, ["c\nd", "e"], ""), (5, ["f"], ""),
    ]  # fmt: skip


def test_quoted_is_one_short_line():
    assert (quoted("a\n b"), len(quoted("x" * 1000))) == ("a b", 60)
