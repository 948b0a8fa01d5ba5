"""Texts as XML may hold them."""

import re

ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot say at all


def clean(text):
    """``text`` without characters that XML 1.0 forbids, and without space around it."""
    return ILLEGAL.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def texts(pairs):
    """Mapping language → cleaned text, of (language, text) pairs that say something."""
    return {language: cleaned for language, text in pairs if text and (cleaned := clean(text))}
