import pytest
from django.core.exceptions import ValidationError

from core.errors import NotAllowed
from core.models import AuditEvent
from projects import services
from projects.models import Catalogue, Project, Publication, Redaction, Story
from projects.selectors.stories import story
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
ROW = "PX.0009,Nine,Europe,Montenegro,Counter Trafficking Projects,National,Active,1,2018,2018,2019"


@pytest.fixture
def project(reference):
    """A public project."""
    import_projects((HEADER + ROW).encode())
    return Project.objects.get()


def untold(project, **fields):
    return Story(project=project, **({"title_en": "A story", "lead_en": "Lead"} | fields))


def test_a_story_is_kept_with_its_audit_row_and_renews_the_pages(project, officer):
    before = Catalogue.objects.get().revision

    kept = services.keep_story(untold(project), by=officer, changed=["title_en", "lead_en"])

    event = AuditEvent.objects.about(kept).get()
    assert (event.action, event.actor, event.data) == ("story.kept", officer, {"fields": ["lead_en", "title_en"]})
    assert (kept.slug, Catalogue.objects.get().revision) == ("a-story", before + 1)


def test_only_who_publishes_or_administers_keeps_stories(project, reviewer):
    with pytest.raises(NotAllowed):
        services.keep_story(untold(project), by=reviewer)

    assert Story.objects.count() == 0


def test_a_public_story_needs_a_public_project(project, officer):
    services.unpublish(project, by=officer, comment="For safety")
    project.refresh_from_db()

    with pytest.raises(ValidationError):
        services.keep_story(untold(project, is_public=True), by=officer)

    assert services.keep_story(untold(project), by=officer).is_public is False


def test_words_that_the_publication_withholds_are_not_told(project, officer, monkeypatch):
    told = services.keep_story(untold(project, is_public=True, text_en="Casa Segura helps."), by=officer)
    withheld = {project.pk: ["Casa Segura"]}
    monkeypatch.setattr("projects.selectors.stories._withheld", lambda keys: {key: withheld[key] for key in keys})

    assert story(told.slug).text_en == "[…] helps."


def test_withheld_words_are_those_of_the_newest_publication(project, officer, second_officer):
    from projects.selectors.stories import _withheld

    services.publish(
        services.prepare(project, by=officer, redactions=[(Redaction.Kind.PARTNER, "Casa Segura", "Threats")]),
        by=second_officer,
    )
    assert _withheld({project.pk}) == {project.pk: ["Casa Segura"]}

    services.publish(services.prepare(project, by=officer), by=second_officer)
    assert _withheld({project.pk}) == {project.pk: []}
    assert Publication.objects.count() == 2


def test_a_state_that_is_withheld_is_in_no_story_in_any_of_its_names(project, officer, second_officer):
    texts = {"title_fr": "Au Monténégro", "lead_en": "Swaziland and Montenegro", "title_en": "A story"}
    services.keep_story(untold(project, is_public=True, **texts), by=officer)
    redactions = [("PLACE", "Montenegro", "x"), ("PLACE", "Eswatini", "x")]

    services.publish(services.prepare(project, by=officer, redactions=redactions), by=second_officer)

    told = story("a-story")
    assert (told.title_fr, told.lead_en) == ("Au […]", "[…] and […]")
