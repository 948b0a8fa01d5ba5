"""Pages read as strictly as a browser may: their markup, links, anchors, headings, and the language of every sentence."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import html5lib

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("html", "legend", "li", "main", "nav", "ol", "option", "p", "section", "select", "summary", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "title", "tr", "ul", "label", "time", "text", "head"),
}
UNREAD = {"br", "script", "style", "code", "pre", "template", "textarea", "kbd", "path", "use"}
SAID = ("aria-label", "title", "alt", "placeholder")  # attributes that are read out or shown
INTERACTIVE = {"a", "button", "select", "textarea", "summary", "label", "input"}
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers", "form")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_«“¿¡])|\s[·|→]\s")


@dataclass
class ReadPage:
    """What one page says and where it leads. ``complaints``: what is wrong with its markup."""

    address: str
    language: str
    title: str = ""
    description: str = ""
    headings: list = field(default_factory=list)  # (level, words)
    links: list = field(default_factory=list)  # href of every link
    anchors: set = field(default_factory=set)
    canonical: str = ""
    alternates: dict = field(default_factory=dict)  # hreflang → address
    texts: list = field(default_factory=list)  # (language it is said to be in, words)
    complaints: list = field(default_factory=list)


def read(address, html):
    """The ``ReadPage`` of a document."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    page = ReadPage(address, tree.get("lang", ""))
    lines = html.splitlines()
    for (line, _column), code, data in parser.errors:
        page.complaints.append(f"{code} {data or ''} in line {line}: {lines[line - 1].strip()[:90]}")
    elements = list(_elements(tree))
    _head(page, tree)
    _names(page, elements)
    _structure(page, tree)
    _texts(page, tree.find("body"), page.language)
    page.headings = [(int(one.tag[1]), words_of(one)) for one in elements if re.fullmatch("h[1-6]", one.tag)]
    _headings(page)
    return page


def _elements(tree):
    return (one for one in tree.iter() if isinstance(one.tag, str))


def words_of(element):
    """All text within an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _head(page, tree):
    page.title = words_of(tree.find("head/title"))
    for one in tree.iterfind("head/meta[@name='description']"):
        page.description = " ".join(one.get("content").split())
    for one in tree.iterfind("head/link"):
        if one.get("rel") == "canonical":
            page.canonical = one.get("href")
        elif one.get("rel") == "alternate" and one.get("hreflang"):
            page.alternates[one.get("hreflang")] = one.get("href")


def _names(page, elements):
    """Ids: each once, and all that are named are there."""
    ids = Counter(one.get("id") for one in elements if one.get("id") is not None)
    page.anchors = set(ids)
    page.complaints += [f"id {name!r} {count} times" for name, count in ids.items() if count > 1 or not name.strip()]
    for one in elements:
        for attribute in NAMING:
            if one.tag in {"output", "meta"}:
                continue
            page.complaints += [
                f"<{one.tag}> {attribute}={name!r} names nothing"
                for name in (one.get(attribute) or "").split()
                if name not in ids
            ]
        if one.tag == "a" and one.get("href") is not None:
            page.links.append(one.get("href"))
        if one.tag == "img" and one.get("alt") is None:
            page.complaints.append(f"image without words: {one.get('src')}")


def _structure(page, tree):
    labelled = {one.get("for") for one in tree.iter("label")}
    for parent, one, above in _below(tree, ()):
        if one.tag in INTERACTIVE - {"label"} and one.get("type") != "hidden":
            outer = [tag for tag in above if tag in {"a", "button", "summary"}]
            if outer:
                page.complaints.append(f"<{one.tag}> within <{outer[0]}>: {words_of(one)[:40]}")
        if one.tag in {"a", "button"} and not (words_of(one) or _said(one)):
            page.complaints.append(f"<{one.tag}> without words: {one.get('href') or one.get('class')}")
        named = one.get("id") in labelled or "label" in above or one.get("aria-label") or one.get("aria-labelledby")
        is_seen = one.get("hidden") is None and one.get("type") not in {"hidden", "submit", "button"}
        if one.tag in {"input", "select", "textarea"} and is_seen and not named:
            page.complaints.append(f"field without a label: {one.get('name')}")
        if one.tag == "li" and parent.tag not in {"ul", "ol", "menu"}:
            page.complaints.append(f"<li> within <{parent.tag}>")


def _said(element):
    return element.get("aria-label") or any(
        inner.get("alt") or inner.get("aria-label") or inner.tag == "title" for inner in _elements(element)
    )


def _below(element, above):
    """(parent, element, names of all above it) for every element below one."""
    inner = (*above, element.tag)
    for one in element:
        if isinstance(one.tag, str):
            yield element, one, inner
            yield from _below(one, inner)


def _headings(page):
    levels = [level for level, _words in page.headings]
    if levels.count(1) != 1:
        page.complaints.append(f"{levels.count(1)} headings of the first level")
    for (before, _words), (level, words) in zip(page.headings, page.headings[1:], strict=False):
        if level > before + 1:
            page.complaints.append(f"heading of level {level} after one of level {before}: {words}")
    page.complaints += ["an empty heading" for _level, words in page.headings if not words]


def _texts(page, element, language):
    """Gather blocks of text, each with the language its markup says."""
    if element.tag in UNREAD or element.get("translate") == "no":
        return
    language = element.get("lang") or language
    for name in SAID:
        if element.get(name):
            page.texts.append((language, element.get(name)))
    pieces = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str):
            apart = one.tag in BLOCKS or (one.get("lang") or language) != language
            if apart or one.tag in UNREAD or one.get("translate") == "no":
                _texts(page, one, language)
                pieces.append(" \0 " if apart else " … ")
            else:
                inner = ReadPage("", "")
                _texts(inner, one, language)
                own = [words for code, words in inner.texts if code == language]
                page.texts += [(code, words) for code, words in inner.texts if code != language]
                pieces.append(" ".join(own))
        pieces.append(one.tail or "")
    for words in "".join(pieces).split("\0"):
        if words.strip():
            page.texts.append((language, " ".join(words.split())))


@cache
def _detector():
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH, Language.SPANISH).build()


@cache
def strange(language, sentence):
    """The language that a sentence is in, where that is surely not ``language``; else an empty string."""
    found = _detector().compute_language_confidence_values(sentence)
    first = found[0]
    code = first.language.iso_code_639_1.name.lower()
    return code if code != language and first.value > 0.9 else ""


def sentences(texts):
    """(language, sentence) for every sentence, each once. Names tell no language: five words, four of them small, are asked."""
    found = {}
    for language, text in texts:
        for sentence in SENTENCE.split(text):
            words = LETTERS.findall(sentence)
            if len(words) >= 5 and sum(word[0].islower() for word in words) >= 4:
                found[language[:2], sentence.strip()] = True
    return list(found)
