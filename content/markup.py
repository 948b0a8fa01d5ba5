"""Markdown of pages: safe HTML with anchors, a table of contents, and places where live parts of the portal stand.

A line ``[[rules E]]`` is such a place: the upper app that knows the rules draws them, so that no page repeats a figure.
"""

import re
from dataclasses import dataclass
from html import unescape

import nh3
from django.utils.safestring import mark_safe
from markdown import Markdown
from markdown.extensions.toc import TocExtension

from core.panels import collect

from .glossary import words

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
PLACE = re.compile(r"^\[\[([a-z_]+)(?: ([\w ./-]+))?\]\]\s*$", re.MULTILINE)
TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "a", "h1", "h2", "h3", "h4", "blockquote", "hr", "code"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
ATTRIBUTES = {"a": {"href"}, "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}}


@dataclass(frozen=True)
class Heading:
    """A heading of the second level, for the table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Some safe HTML, or a panel of an upper app; one of the two."""

    html: str = ""
    panel: object = None


@dataclass(frozen=True)
class Rendered:
    """A page's text ready to show: pieces in reading order and headings for the table of contents."""

    pieces: list
    headings: list


def render(text, language=""):
    """``Rendered`` of a Markdown ``text``; HTML in it is dropped, a place nobody fills stays empty.

    With its ``language``, the terms of the glossary in it are explained; that asks the database once.
    """
    pieces, headings, used, start = [], [], {}, 0
    for match in PLACE.finditer(text):
        pieces += _html(text[start : match.start()], headings, used)
        pieces += [Piece(panel=panel) for panel in collect(f"page_{match[1]}", match[2] or "")]
        start = match.end()
    pieces += _html(text[start:], headings, used)
    return Rendered(_explained(pieces, language) if language else pieces, headings)


def _explained(pieces, language):
    """The pieces with each term explained where it occurs first."""
    terms, used = words(language), set()
    return [piece if piece.panel else Piece(mark_safe(terms.explain(piece.html, used))) for piece in pieces]  # noqa: S308 – cleaned before


def links_of(text):
    """(words, address) of every link in a Markdown ``text``, in reading order."""
    html = "".join(piece.html for piece in _html(PLACE.sub("", text), [], {}))
    return [(unescape(nh3.clean(words, tags=set())), unescape(address)) for address, words in LINK.findall(html)]


def _html(text, headings, used):
    if not text.strip():
        return []
    # headings of all pieces share one set of anchors
    converter = Markdown(extensions=["sane_lists", "tables", "def_list", "attr_list", TocExtension(toc_depth="1-2")])
    html = nh3.clean(
        converter.convert(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )  # fmt: skip
    for token in converter.toc_tokens:
        anchor = token["id"]
        used[anchor] = used.get(anchor, 0) + 1
        if used[anchor] > 1:
            html = html.replace(f'id="{anchor}"', f'id="{anchor}_{used[anchor]}"', 1)
            anchor = f"{anchor}_{used[anchor]}"
        headings.append(Heading(anchor, nh3.clean(token["name"], tags=set())))
    html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")  # the page's own heading is its title
    # a table keeps its own region to scroll in; readers of the keyboard reach it
    html = html.replace("<table>", '<div class="table-responsive" tabindex="0"><table class="table">').replace(
        "</table>", "</table></div>"
    )
    return [Piece(html=mark_safe(html))]  # noqa: S308 – cleaned above
