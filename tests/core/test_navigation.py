import pytest

from core.navigation import MOST_UNGROUPED, Entry, Group, sections, workspace


def entry(label, group=""):
    return Entry(label, f"/{label}/", "", group, None, False)


def named(found):
    return [(str(section.label), [one.label for one in section.entries]) for section in found]


def test_short_menu_is_one_list():
    found = [entry(str(number), Group.MONEY) for number in range(MOST_UNGROUPED)]

    assert named(sections(found)) == [("", [str(number) for number in range(MOST_UNGROUPED)])]


def test_long_menu_stands_under_headings_in_their_order_without_empty_ones():
    projects = [entry(f"p{number}", Group.PROJECTS) for number in range(MOST_UNGROUPED)]

    found = named(
        sections([entry("funds", Group.MONEY), *projects, entry("to do"), entry("calls", Group.APPLICATIONS)])
    )

    assert found == [
        ("", ["to do"]),
        ("Applications", ["calls"]),
        ("Projects", [one.label for one in projects]),
        ("Money", ["funds"]),
    ]


def test_menu_keeps_every_entry_once(officer):
    labels = [one.label for section in workspace(officer, "/en/workspace/") for one in section.entries]

    assert len(labels) == len(set(labels)) > MOST_UNGROUPED
    assert labels[:2] == ["To do", "Messages"]


@pytest.mark.parametrize(("name", "headings"), [("officer", 4), ("project_manager", 0)])
def test_headings_name_the_lists_for_everybody(client_for, request, name, headings):
    page = client_for(request.getfixturevalue(name)).get("/en/workspace/").content.decode()
    menu = page.split('class="side-nav"')[1].split("</nav>")[0]

    assert (menu.count("side-nav-heading"), menu.count("<ul aria-label=")) == (headings, headings)
    assert menu.count('aria-current="page"') == 1
