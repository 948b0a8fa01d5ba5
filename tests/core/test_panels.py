import pytest

from core import panels
from core.panels import Panel, Task


@pytest.fixture(autouse=True)
def no_providers(monkeypatch):
    monkeypatch.setattr(panels, "_providers", {})


def test_collect_of_a_place_without_providers_is_empty():
    assert panels.collect("home", object()) == []


def test_collect_joins_in_the_order_of_registration_and_passes_arguments():
    panels.register("tasks", lambda user, limit: [Task(f"first of {user}", "/a/")])
    panels.register("tasks", lambda user, limit: [])
    panels.register("tasks", lambda user, limit: [Task("second", "/b/", detail=str(limit)), Task("third", "/c/")])

    assert panels.collect("tasks", "Ana", limit=5) == [
        Task("first of Ana", "/a/"),
        Task("second", "/b/", detail="5"),
        Task("third", "/c/"),
    ]


def test_places_are_apart():
    panels.register("home", lambda: [Panel("a.html")])
    panels.register("project", lambda: [Panel("b.html", {"x": 1})])

    assert panels.collect("home") == [Panel("a.html")]
    assert panels.collect("project") == [Panel("b.html", {"x": 1})]


def test_a_provider_registered_twice_adds_once():
    def provider():
        return [Panel("a.html")]

    panels.register("home", provider)
    panels.register("home", provider)

    assert panels.collect("home") == [Panel("a.html")]


def test_contexts_of_panels_are_not_shared():
    one, other = Panel("a.html"), Panel("a.html")
    one.context["x"] = 1

    assert other.context == {}
