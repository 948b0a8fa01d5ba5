"""Administrators open no review and no decision, and cannot change any."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from reviews import models

DECIDED = [
    *(
        "Assignment",
        "Decision",
        "DecisionRecord",
        "Endorsement",
        "Feedback",
        "Interest",
        "Letter",
        "Move",
        "Recommendation",
    ),
    *("Release", "Review", "Score", "Screening"),
]


@pytest.mark.parametrize("name", DECIDED)
def test_administration_does_not_change_what_was_assessed_or_decided(administrator, name):
    page = admin.site._registry.get(getattr(models, name))
    request = RequestFactory().get("/")
    request.user = administrator

    acts = [] if page is None else [page.has_add_permission, page.has_change_permission, page.has_delete_permission]
    assert [act(request) for act in acts] == [False] * len(acts)


def test_administrators_find_no_decision(client_for, administrator, application_in):
    application = application_in("decided")
    client, decision = client_for(administrator), application.decisions.get()

    answers = [client.get(f"/en/workspace/reviews/{application.key}/{page}").status_code for page in
               ("decide/", "memo/", "memo.pdf", f"decisions/{decision.pk}.json", f"decisions/{decision.pk}.pdf")]  # fmt: skip

    assert answers == [404] * 5
    assert client.get("/en/workspace/reviews/releases/").status_code == 403
