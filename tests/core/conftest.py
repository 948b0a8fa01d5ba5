import pytest
import rules
from django.contrib.auth import get_user_model

from core import audit


@pytest.fixture
def person(db):
    """Somebody signed up, with no role."""
    return get_user_model().objects.create_user("ana@example.org", name="Ana Ruiz")


@pytest.fixture
def stranger(db):
    """Somebody else."""
    return get_user_model().objects.create_user("bo@example.org", name="Bo Li")


@pytest.fixture
def declare_rule():
    """Declare rules for one test: ``declare_rule("sample.open", predicate)``."""
    declared = []

    def declare(name, predicate):
        rules.add_perm(name, rules.predicate(predicate))
        declared.append(name)
        return name

    yield declare
    for name in declared:
        rules.remove_perm(name)


@pytest.fixture
def declare_action(monkeypatch):
    """Declare audit actions for one test."""
    monkeypatch.setattr(audit, "_labels", dict(audit._labels))
    return audit.action


@pytest.fixture
def page(chromium):
    """A page of a real browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()
