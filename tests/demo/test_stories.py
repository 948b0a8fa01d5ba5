"""The demonstration's stories say nothing that the public summaries do not."""

import json
from pathlib import Path

import projects
from accounts.services import ensure_demo_people
from demo.stories import STORIES, ensure_stories
from projects.models import Story
from projects.services import import_projects

DATA = Path(projects.__file__).parent / "data"


def test_stories_are_made_once_of_the_summaries_alone(reference, settings):
    settings.DEMO = True
    ensure_demo_people()
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)

    assert (ensure_stories(), ensure_stories()) == (len(STORIES), 0)

    for story in Story.objects.select_related("project"):
        for code in ("en", "fr", "es"):
            told = f"{getattr(story, f'lead_{code}')} {getattr(story, f'text_{code}')}"
            assert told == summaries[story.project.code][code]
