import pytest
from django.core.exceptions import ValidationError

from core.errors import NotAllowed
from core.models import AuditEvent
from projects import services
from projects.models import Catalogue, Project, Publication, Redaction, Story
from projects.selectors.stories import stories, story, withheld_in
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
    monkeypatch.setattr("projects.selectors.stories.withheld_in", lambda keys: {key: withheld[key] for key in keys})

    assert story(told.slug).text_en == "[…] helps."


def test_withheld_words_are_those_of_the_newest_publication(project, officer, second_officer):
    services.publish(
        services.prepare(project, by=officer, redactions=[(Redaction.Kind.PARTNER, "Casa Segura", "Threats")]),
        by=second_officer,
    )
    assert withheld_in({project.pk}) == {project.pk: ["Casa Segura"]}

    services.publish(services.prepare(project, by=officer), by=second_officer)
    assert withheld_in({project.pk}) == {project.pk: []}
    assert Publication.objects.count() == 2


def test_a_state_that_is_withheld_is_in_no_story_in_any_of_its_names(project, officer, second_officer):
    texts = {"title_fr": "Au Monténégro", "lead_en": "Swaziland and Montenegro", "title_en": "A story"}
    services.keep_story(untold(project, is_public=True, **texts), by=officer)
    redactions = [("PLACE", "Montenegro", "x"), ("PLACE", "Eswatini", "x")]

    services.publish(services.prepare(project, by=officer, redactions=redactions), by=second_officer)

    told = story("a-story")
    assert (told.title_fr, told.lead_en) == ("Au […]", "[…] and […]")


def test_the_address_of_a_story_never_says_what_is_withheld(project, officer, second_officer):
    told = services.keep_story(untold(project, title_en="Casa Segura helps", is_public=True), by=officer)
    terms = services.prepare(project, by=officer, redactions=[("PARTNER", "Casa Segura", "Threats")])

    services.publish(terms, by=second_officer)

    told.refresh_from_db()
    assert (told.slug, story("casa-segura-helps")) == (f"story-{told.pk}", None)
    with pytest.raises(ValidationError) as refused:
        services.keep_story(untold(project, slug="casa-segura"), by=officer)
    assert list(refused.value.message_dict) == ["slug"]


def test_a_title_without_latin_letters_asks_for_an_address(project, officer):
    with pytest.raises(ValidationError) as refused:
        services.keep_story(untold(project, title_en="Граница"), by=officer)

    assert list(refused.value.message_dict) == ["slug"]


def test_stories_cost_the_same_however_many_withhold_words(
    reference, officer, second_officer, django_assert_num_queries
):
    rows = [ROW, ROW.replace("PX.0009,Nine", "PX.0010,Ten")]
    import_projects("\n".join([HEADER.strip(), *rows]).encode())
    for public in Project.objects.all():
        services.keep_story(untold(public, title_en=f"Story {public.code}", is_public=True), by=officer)
        terms = services.prepare(public, by=officer, redactions=[("PLACE", "Elsewhere", "x")])
        services.publish(terms, by=second_officer)
    with django_assert_num_queries(5):
        assert len(stories(1)) == 1

    with django_assert_num_queries(5):
        assert len(stories()) == 2
