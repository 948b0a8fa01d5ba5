"""The way of a project: data, geometry, and the page that shows it."""

import re

import pytest
from django.utils.translation import override

from applications.models import State as Proposal
from projects.drawing import cycle as drawing
from projects.models import State as Project
from projects.panels import cycle_on_page
from projects.selectors import cycle

LANGUAGES = ("en", "fr", "es")


def all_stages():
    return [*cycle.stages(), *cycle.side_ways()]


def test_every_state_of_a_proposal_and_a_project_has_its_place(reference):
    shown = {state for stage in all_stages() for state in stage.states}

    assert {*Proposal, *Project} - shown == {Project.UNKNOWN}


def test_every_stage_says_who_acts_which_documents_there_are_and_when(reference):
    assert [stage for stage in all_stages() if not (stage.title and stage.who and stage.documents and stage.when)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_leads_to_a_place_that_exists(client, reference, language):
    with override(language):
        addresses = sorted({stage.url for stage in all_stages()})

    for address in addresses:
        path, _hash, anchor = address.partition("#")
        answer = client.get(path)
        assert path.startswith(f"/{language}/")
        assert answer.status_code == 200, address
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_stage_stay_in_their_box(reference, language):
    with override(language):
        boxes = drawing.ring(cycle.stages()).boxes

    for box in boxes:
        assert max(int(line.y) for line in box.lines) < int(box.y) + drawing.TALL - 6, box.stage.title


def test_boxes_stand_apart_and_arrows_lead_from_each_to_the_next(reference):
    ring = drawing.ring(cycle.stages())

    assert len({(box.x, box.y) for box in ring.boxes}) == len(ring.boxes) == len(ring.arrows) == 12
    assert [arrow.is_last for arrow in ring.arrows] == [False] * 11 + [True]
    first = ring.arrows[0]
    assert (first.x1, first.y1, first.y2) == ("216", "80", "80")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_shows_the_drawing_the_list_and_the_table(client, reference, language, django_assert_num_queries):
    with override(language), django_assert_num_queries(0):
        cycle_on_page("")
    text = client.get(f"/{language}/guidelines/project-cycle/").content.decode()

    drawn = text[text.index('<svg class="cycle-drawing"') : text.index("</svg>", text.index("cycle-drawing"))]
    assert 'aria-labelledby="cycle-title cycle-description"' in drawn
    assert len(re.findall(r'<a class="cycle-box', drawn)) == 12
    assert "style=" not in drawn
    assert not re.search(r'(?:x|y|x1|y1|width|height)="[\d.]*[,\u202f\u00a0]', drawn)  # numbers of no language
    assert len(re.findall(r"<li class=\"cycle-", text)) == 12
    assert len(re.findall(r'<th scope="row">', text)) == len(all_stages())
