import pytest
from django.http import QueryDict
from django.utils.translation import override

from projects.catalogue import memory
from projects.models import Follower
from projects.selectors.following import canonical, followed_by, followed_in, name_of_search
from projects.services import records


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", ""),
        ("country=ME&page=2", "country=ME"),
        ("theme=PX&country=ME", "country=ME&theme=PX"),
        ("q=%20%20return%20%20of%20experts&country=", "q=return+of+experts"),
        ("country=nonsense&status=ACTIVE&other=1", "status=ACTIVE"),
        ("status=%27%3B--&csrfmiddlewaretoken=x", ""),
        ("q=first&q=second", "q=second"),
        (f"q={'long+' * 60}", f"q={'long+' * 39}long"),
    ],
)
def test_canonical_form_is_the_same_for_all_that_mean_the_same(public, address, query):
    public(theme_id="PX")

    assert canonical(QueryDict(address)) == query
    assert canonical(QueryDict(query)) == query


@pytest.mark.parametrize(
    ("language", "query", "end"),
    [
        ("en", "", "All projects"),
        ("en", "country=ME", "Projects: Montenegro"),
        ("en", "year=2020&coverage=NATIONAL&q=Return", "Projects: “Return”; National; Funding year: 2020"),
        ("fr", "country=ME&status=ACTIVE", "Monténégro\u00a0; Actif"),
        ("es", "country=ME&status=ACTIVE", "Montenegro; Activo"),
    ],
)
def test_search_has_a_name_in_the_readers_language(public, language, query, end):
    public()

    with override(language):
        assert name_of_search(query).endswith(end)


def test_project_is_followed_only_while_it_is_public(public):
    record = public("A project", code="PX.0009", address="PX.0009")

    found = followed_in(QueryDict("project=PX.0009&country=ME"))
    assert (found.record, found.query, found.name, found.parameters) == (
        record,
        "",
        "PX.0009 A project",
        "project=PX.0009",
    )
    assert found.url == "/en/projects/PX.0009/"
    records.remove(record.project)

    assert followed_in(QueryDict("project=PX.0009")) is None


def test_list_of_what_is_followed_names_no_withdrawn_project_and_no_request(
    public, follower, django_assert_num_queries
):
    record, gone = public("Stays"), public("Secret")
    for key in (record.pk, gone.pk):
        follower("a@example.org", project_id=key)
    for query in ("", "country=ME", "country=AL"):
        follower("a@example.org", query=query)
    follower("a@example.org", query="q=asked", confirmed_at=None)
    records.remove(gone.project)

    memory.current()  # what is new is read once, by the first who asks

    with django_assert_num_queries(3):
        rows = followed_by(Follower.objects.all())

    assert [(row.name, row.url) for row in rows] == [
        ("Stays", record.get_absolute_url()),
        ("A project that is not in the catalogue at present", ""),
        ("All projects", "/en/projects/"),
        ("Projects: Montenegro", "/en/projects/?country=ME"),
        ("Projects: Albania", "/en/projects/?country=AL"),
    ]
