"""Safe HTML of a page as plain data for the typesetter: blocks (headings, paragraphs, lists, tables) of runs of words.

What live parts add – boxes, badges, lists of rules – is read by its meaning; what has no use on paper is left out.
"""

from lxml import html as reader

HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"),
    *("time", "u", "br", "wbr", "label", "output", "data"),
}
LEFT_OUT = {
    "script",
    "style",
    "svg",
    "img",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "nav",
    "template",
    "noscript",
}
HIDDEN = {"visually-hidden", "d-print-none"}
STRONG, SOFT = {"strong", "b"}, {"em", "i"}


def blocks_of(html):
    """List of blocks of an HTML text. Each is a dict with "kind" and what that kind has:

    heading (level 1 to 3, runs), paragraph (runs), list (is_ordered, items: lists of blocks), quote (blocks), line,
    table (rows of cells: is_head, blocks), terms (pairs: runs, blocks). A run: text, tone ("", "strong", "soft",
    "code"), address ("" for none).
    """
    if not html.strip():
        return []
    return _blocks(reader.fragment_fromstring(html, create_parent="div"))


def _is_left_out(node):
    if not isinstance(node.tag, str) or node.tag in LEFT_OUT:
        return True
    return node.get("hidden") is not None or bool(HIDDEN & set((node.get("class") or "").split()))


def _blocks(node):
    """Blocks of all that is in ``node``; loose words become paragraphs."""
    found, loose = [], _runs_of_text(node.text, "", "")
    for child in node:
        if not _is_left_out(child):
            if child.tag in INLINE:
                loose += _runs(child, "", "")
            else:
                found += _paragraph(loose)
                loose = []
                found += _block(child)
        loose += _runs_of_text(child.tail, "", "")
    return found + _paragraph(loose)


def _block(node):
    if node.tag in HEADINGS:
        return [{"kind": "heading", "level": HEADINGS[node.tag], "runs": _trimmed(_inner(node, "", ""))}]
    if node.tag == "blockquote":
        return [{"kind": "quote", "blocks": _blocks(node)}]
    if node.tag == "hr":
        return [{"kind": "line"}]
    shaped = {"ul": _list, "ol": _list, "table": _table, "dl": _terms}
    return shaped.get(node.tag, _blocks)(node)


def _list(node):
    items = [_blocks(child) for child in node if not _is_left_out(child)]
    items = [item for item in items if item]
    return [{"kind": "list", "is_ordered": node.tag == "ol", "items": items}] if items else []


def _table(node):
    rows = []
    for row in node.iter("tr"):
        cells = [
            {"is_head": cell.tag == "th", "blocks": _blocks(cell)}
            for cell in row
            if isinstance(cell.tag, str) and cell.tag in {"th", "td"}
        ]
        if cells:
            rows.append(cells)
    if not rows:
        return []
    width = max(map(len, rows))
    return [{"kind": "table", "rows": [row + [{"is_head": False, "blocks": []}] * (width - len(row)) for row in rows]}]


def _terms(node):
    pairs = []
    for child in node.iter("dt", "dd"):
        if child.tag == "dt":
            pairs.append({"runs": _trimmed(_inner(child, "", "")), "blocks": []})
        elif pairs:
            pairs[-1]["blocks"] += _blocks(child)
    return [{"kind": "terms", "pairs": pairs}] if pairs else []


def _runs(node, tone, address):
    """Runs of an inline element."""
    if _is_left_out(node):
        return []
    if node.tag == "br":
        return [{"text": "\n", "tone": tone, "address": ""}]
    tone = "strong" if node.tag in STRONG else "soft" if node.tag in SOFT else "code" if node.tag == "code" else tone
    return _inner(node, tone, node.get("href") or address if node.tag == "a" else address)


def _inner(node, tone, address):
    found = _runs_of_text(node.text, tone, address)
    for child in node:
        found += _runs(child, tone, address)
        found += _runs_of_text(child.tail, tone, address)
    return found


def _runs_of_text(text, tone, address):
    """White space counts as one space, as browsers show it; no-break spaces stay."""
    if not text:
        return []
    words = " ".join(text.replace("\u00a0", "\ue000").split()).replace("\ue000", "\u00a0")
    before, after = text[:1].isspace(), text[-1:].isspace()
    shown = f"{' ' if before else ''}{words}{' ' if after and words else ''}"
    return [{"text": shown, "tone": tone, "address": address}] if shown else []


def _trimmed(runs):
    """Without white space at the ends and twice in the middle."""
    found = []
    for run in runs:
        text = run["text"]
        if not found or found[-1]["text"].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            found.append(run | {"text": text})
    while found and not found[-1]["text"].strip(" \n"):
        found.pop()
    if found:
        found[-1] = found[-1] | {"text": found[-1]["text"].rstrip(" \n")}
    return found


def _paragraph(runs):
    found = _trimmed(runs)
    return [{"kind": "paragraph", "runs": found}] if found else []
