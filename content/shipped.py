"""The pages that come with the portal: files of front matter and Markdown, read into plain data."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from core.languages import LANGUAGES

FOLDER = Path(__file__).parent / "data" / "pages"


@dataclass
class ShippedPage:
    """A page with its words: language → {"title", "lead", "text"}."""

    path: str
    position: int = 100
    owner: str = "FUND"
    reviewed_on: date | None = None
    words: dict = field(default_factory=dict)


def shipped_pages(folder=FOLDER):
    """All shipped pages, a page before those below it. Raises ValueError for a file without a title."""
    found = {}
    for file in sorted(folder.rglob("*.md")):
        language = file.stem
        if language not in LANGUAGES:
            raise ValueError(f"{file}: the file is named after its language")
        path = file.parent.relative_to(folder).as_posix()
        head, text = _read(file)
        page = found.setdefault(path, ShippedPage(path))
        page.words[language] = {"title": head["title"], "lead": head.get("lead", ""), "text": text}
        page.position, page.owner = int(head.get("position", page.position)), head.get("owner", page.owner)
        if reviewed := head.get("reviewed"):
            page.reviewed_on = date.fromisoformat(reviewed)
    return sorted(found.values(), key=lambda page: (page.path.count("/"), page.path))


def _read(file):
    """(front matter as a dict, the Markdown below it)"""
    _before, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    if not facts.get("title"):
        raise ValueError(f"{file}: no title")
    return facts, text.strip() + "\n"
