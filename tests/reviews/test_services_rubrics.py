"""Rubrics: copied, changed, checked, published by a second person; in the service and in the administration."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification
from reviews import services
from reviews.models import Rubric
from reviews.panels import tasks
from reviews.selectors import rubric_for
from reviews.selectors.rubrics import problems


@pytest.fixture
def first(reference):
    """The version in force, as shipped."""
    return Rubric.objects.get()


@pytest.fixture
def version2(first, administrator):
    return services.draft_rubric(first, by=administrator)


def test_draft_is_a_copy_and_there_is_one_at_a_time(first, version2, administrator, administrator2, officer):
    assert (version2.number, version2.state, version2.changed_by) == (2, "DRAFT", administrator)
    for name in ("steps", "criteria"):
        rows = [getattr(one, name).order_by("pk").values() for one in (first, version2)]
        own = {"id", "rubric_id"}
        copies = [[{k: v for k, v in row.items() if k not in own} for row in some] for some in rows]
        assert copies[0] == copies[1]
        assert len(copies[0]) > 4
    with pytest.raises(DomainError, match="a draft already"):
        services.draft_rubric(first, by=administrator2)
    with pytest.raises(NotAllowed):
        services.draft_rubric(first, by=officer)


def test_publication_by_a_second_person_supersedes_and_tells(
    first, version2, administrator, officer, screened, reviewer, soon
):
    old = services.assign(screened, by=officer, reviewer=reviewer, due_on=soon).rubric
    with pytest.raises(NotAllowed, match="Somebody else"):
        services.publish_rubric(version2, by=administrator, revision=1)
    with pytest.raises(NotAllowed):
        services.publish_rubric(version2, by=reviewer, revision=1)

    services.publish_rubric(version2, by=officer, revision=1)

    first.refresh_from_db()
    version2.refresh_from_db()
    assert (first.state, version2.state, version2.published_by) == ("SUPERSEDED", "PUBLISHED", officer)
    assert rubric_for(screened) == old == first  # it has begun
    assert Rubric.objects.in_force().get() == version2
    assert Notification.objects.get(kind="rubric.published").user == administrator
    assert AuditEvent.objects.about(version2).filter(action="rubric.published").count() == 1
    with pytest.raises(StateConflict):
        services.publish_rubric(version2, by=officer, revision=1)


def test_what_is_not_complete_is_not_published(version2, administrator, officer):
    fit = version2.criteria.get(code="FIT")
    fit.guidance_fr = ""
    services.keep_rubric(fit, by=administrator, changed=["guidance_fr"])
    version2.criteria.update(weight=0)
    version2.steps.get(mark=3).delete()
    version2.steps.filter(mark=2).update(name_es="")
    version2.refresh_from_db()

    with pytest.raises(DomainError) as refusal:
        services.publish_rubric(version2, by=officer, revision=version2.revision)

    assert (
        list(map(str, refusal.value.sentences))
        == problems(version2)
        == [
            "The scale needs at least two marks that follow each other without a gap, from 1 on.",
            "Mark 2: its name is missing in Spanish.",
            "At least one criterion needs a weight above 0.",
            "FIT: the guidance is missing in French.",
        ]
    )
    assert Rubric.objects.in_force().get().number == 1


def test_what_was_changed_since_it_was_read_is_not_published(version2, administrator, officer):
    fit = version2.criteria.get(code="FIT")
    fit.weight = Decimal(3)
    services.keep_rubric(fit, by=administrator, changed=["weight"])

    with pytest.raises(StateConflict, match="while you read"):
        services.publish_rubric(version2, by=officer, revision=1)

    version2.refresh_from_db()
    assert (version2.state, version2.revision) == ("DRAFT", 2)


def test_published_version_is_not_changed(first, administrator):
    with pytest.raises(StateConflict):
        services.keep_rubric(first.criteria.first(), by=administrator, changed=["weight"])


def test_administration_drafts_changes_and_leaves_publication_to_the_portal(
    client_for, first, administrator, officer, approver
):
    client = client_for(administrator)
    address = reverse("admin:reviews_rubric_change", args=[first.pk])
    assert "Draft a new version" in client.get(address).content.decode()
    response = client.post(reverse("admin:reviews_rubric_draft", args=[first.pk]))
    draft = Rubric.objects.get(state="DRAFT")
    assert response.headers["Location"] == reverse("admin:reviews_rubric_change", args=[draft.pk])

    page = client.get(response.headers["Location"])
    data = {"note": "Twice the fit"}
    for inline in page.context["inline_admin_formsets"]:
        for form in [inline.formset.management_form, *inline.formset.forms]:
            values = {form.add_prefix(name): form[name].value() for name in form.fields}
            data |= {name: "" if value is None else value for name, value in values.items()}
    fit = next(name for name, value in data.items() if value == "FIT").rpartition("-")[0]
    last = next(name for name, value in data.items() if value == "VALUE_FOR_MONEY").rpartition("-")[0]
    client.post(response.headers["Location"], data | {f"{fit}-weight": "2.5", f"{last}-DELETE": "on"})

    draft.refresh_from_db()
    assert (draft.note, draft.criteria.get(code="FIT").weight) == ("Twice the fit", Decimal("2.5"))
    assert not draft.criteria.filter(code="VALUE_FOR_MONEY").exists()
    assert AuditEvent.objects.about(draft).filter(action="rubric.changed").count() == 3
    assert "Publish" not in client.get(draft.get_absolute_url()).content.decode()
    portal = client_for(officer)
    portal.post(draft.get_absolute_url(), {"revision": draft.revision})
    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == ("PUBLISHED", officer)
    assert client.post(reverse("admin:reviews_rubric_change", args=[draft.pk]), data).status_code in {200, 403}
    assert Rubric.objects.get(pk=draft.pk).note == "Twice the fit"


def test_draft_stands_in_the_to_do_list_of_whoever_may_publish_it(
    version2, administrator, administrator2, officer, reviewer
):
    people = (administrator, administrator2, officer, reviewer)

    found = [[task.title for task in tasks(one) if "rubric" in task.title] for one in people]

    words = ["Publish version 2 of the rubric"]
    assert found == [[], words, words, []]


def test_pages_are_closed_to_reviewers_and_applicants(client_for, first, reviewer, applicant, auditor):
    for user in (reviewer, applicant):
        client = client_for(user)
        assert client.get(reverse("reviews:rubrics")).status_code == 403
        assert client.get(first.get_absolute_url()).status_code == 404
    assert client_for(auditor).get(first.get_absolute_url()).status_code == 200
