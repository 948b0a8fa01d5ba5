"""Text as people paste it, made fit to be kept: what no XML, PDF or reader can show is dropped, list marks stay readable.

Words are never touched, non-breaking spaces stay: they are part of French typography. Pure; applied at the door, by
``core.forms``, to every text that a form takes.
"""

import re

# Line ends in all spellings; Word's soft break and page break are two of them
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, soft hyphen, byte order mark, the place of a picture, surrogates, code points that are no characters
DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\ufeff\ufffc\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Windows-1252 read as Latin-1: the code points are controls, the sign that was meant is known
WINDOWS = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0) if code != 0x85}
# The fonts Symbol and Wingdings put their signs into the private use area; only the fonts themselves can show them
SYMBOLS = str.maketrans({
    "\uf0b7": "•", "\uf0a7": "•", "\uf0a8": "•", "\uf06e": "•", "\uf06c": "•", "\uf076": "•", "\uf0d8": "•",
    "\uf0fc": "•", "\uf0a1": "•", "\uf071": "•", "\uf02d": "-", "\uf0be": "-", "\uf0e0": "→", "\uf0e8": "→",
    "\uf020": " ", "\uf028": "(", "\uf029": ")", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi",
    "\ufb04": "ffl",
} | WINDOWS)  # fmt: skip
# A mark, then the tab or the spaces by which word processors set the text in
BULLET = re.compile("^([ \t]*)[•·▪◦‣●○■□\ue000-\uf8ff][ \t\u00a0]+", re.MULTILINE)
DASH = re.compile("^([ \t]*)(?:o\t|[-–—]\t)[ \t\u00a0]*", re.MULTILINE)
UNUSUAL = re.compile(f"{LINE_END.pattern}|{DROPPED.pattern}|[\x80-\x9f\ue000-\uf8ff\ufb00-\ufb04•·▪◦‣●○■□]|\t")


def clean_text(text):
    """``text`` with line ends as ``\\n`` and without what cannot be kept; cleaning it twice changes nothing more."""
    if not UNUSUAL.search(text):
        return text
    text = DROPPED.sub("", LINE_END.sub("\n", text)).translate(SYMBOLS)
    return DASH.sub(r"\1- ", BULLET.sub(r"\1• ", text))
