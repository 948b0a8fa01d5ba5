"""Kinds of notification for tests, so that the words of real ones can change freely."""

import pytest
from django.template import engines


@pytest.fixture
def kinds(tmp_path, monkeypatch):
    """Write templates for one test: ``kinds(**{"sample.done": "Subject …\\n\\nBody …"})``."""

    def write(**texts):
        folder = tmp_path / "notifications"
        folder.mkdir(exist_ok=True)
        for kind, text in texts.items():
            (folder / f"{kind}.txt").write_text(text)

    engine = engines["text"].engine
    monkeypatch.setattr(engine, "dirs", [tmp_path, *engine.dirs])
    for loader in engine.template_loaders:
        loader.reset()
    engine.__dict__.pop("template_loaders", None)
    yield write
    engine.__dict__.pop("template_loaders", None)


@pytest.fixture
def sample(kinds):
    """The kind "sample.done", with a title and a comment."""
    kinds(
        **{
            "sample.done": "{{ object }} is done\n\n{{ actor }} has finished “{{ title }}”. It stays open.\n\n{{ comment }}",
        }
    )
    return "sample.done"


class Thing:
    """Something a notification can be about."""

    def __init__(self, name="IDF-2026-0001", address="/en/workspace/applications/abc/"):
        self.name, self.address = name, address

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.address


@pytest.fixture
def thing():
    return Thing()
