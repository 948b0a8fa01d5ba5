"""Reading what other programs wrote: text of any encoding, rows of CSV, names in all their spellings. Pure; for all importers."""

import csv
import io
import re
import unicodedata

from django.utils.translation import gettext as _

LONGEST_CELL = 5 * 1024 * 1024  # characters
MOST_LABELS = 200  # of a first line that are looked at to find the delimiter
LONGEST_QUOTE = 60  # characters of a refused value that a reason repeats
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
UNREADABLE = "\ufffd"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

csv.field_size_limit(LONGEST_CELL)  # Python's own limit, 128 KiB, is for the whole process too


def decode(data):
    """Text of ``data``: UTF-8, UTF-16 with byte order mark, else the old Western code pages. Never raises.

    A file that declares its encoding but breaks it gets U+FFFD (``UNREADABLE``) in those places.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


class _WithoutMarks(dict):
    """Table for ``str.translate``: accents go, ligatures are written out. Filled as signs are met."""

    def __missing__(self, sign):
        kept = self[sign] = None if unicodedata.category(chr(sign))[0] == "M" else LIGATURES.get(sign, sign)
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def fold(text):
    """``text`` without case, accents and ligatures; punctuation stays."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return letters.translate(_WITHOUT_MARKS)


class _LettersAndDigits(dict):
    """Table for ``str.translate``: any other sign becomes a space. Filled as signs are met, so that long texts are quick."""

    def __missing__(self, sign):
        kept = self[sign] = sign if unicodedata.category(chr(sign))[0] in "LN" else 32
        return kept


_LETTERS_AND_DIGITS = _LettersAndDigits()


def normalise(text):
    """``text`` as names are looked up: letters and digits only, single spaces ("Côte d’Ivoire" → "cote d ivoire")."""
    return " ".join(fold(text).translate(_LETTERS_AND_DIGITS).split())


def by_name(rows):
    """Normalised name → code, from pairs (code, names). A code is a name of itself; a name of two things names neither."""
    codes, ambiguous = {}, set()
    for code, names in rows:
        for name in (code, *names):
            key = normalise(name or "")
            if key and codes.setdefault(key, code) != code:
                ambiguous.add(key)
    return {key: code for key, code in codes.items() if key not in ambiguous}


def label_index(**names):
    """Normalised label → field, from ``field="Label|Other label"``."""
    return {normalise(name): key for key, joined in names.items() for name in joined.split("|")}


def quoted(text):
    """``text`` on one line, short enough to be repeated in a sentence."""
    text = " ".join(text[: 4 * LONGEST_QUOTE].split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def delimiter(text, known):
    """The delimiter (comma, semicolon, tab) with which the first line has the most of the ``known`` labels."""
    headers = {mark: next(csv_rows(text, mark), (1, [], "")) for mark in ",;\t"}
    return max(headers, key=lambda mark: sum(normalise(label) in known for label in headers[mark][1][:MOST_LABELS]))


def csv_rows(text, mark):
    """(line where it begins, cells, fault or "") of every row that is not blank; reading goes on after a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], _broken(error, line, reader.line_num)
        else:
            if any(cells):
                yield line, cells, ""


def _broken(error, first, last):
    if "larger than" in str(error):
        return _("A cell has more than %(most)s characters. Shorten it.") % {"most": LONGEST_CELL}
    reason = _("The quotation marks do not match, so lines %(first)s to %(last)s were not read. Close or double them.")
    return reason % {"first": first, "last": last}
