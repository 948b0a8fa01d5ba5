"""Kinds of documents are kept in the administration."""

import pytest
from django.urls import reverse

from applications.models import DocumentKind
from core.models import AuditEvent

LIST = "admin:applications_documentkind_changelist"


def test_administrator_adds_a_kind_in_three_languages(client_for, administrator, reference):
    client, address = client_for(administrator), reverse("admin:applications_documentkind_add")
    names = {"name_en": "Policy", "name_fr": "Politique", "name_es": "Política"}

    client.post(address, {"code": "POLICY", "name_en": "Policy", "position": 6, "is_active": "on"})
    assert not DocumentKind.objects.filter(pk="POLICY").exists()
    client.post(address, {"code": "POLICY", "position": 6, "is_active": "on"} | names)

    kind = DocumentKind.objects.get(pk="POLICY")
    assert (kind.name_fr, kind.is_active) == ("Politique", True)
    assert AuditEvent.objects.about(kind).get(action="funding.added").actor == administrator


def test_code_of_a_kind_cannot_be_changed_and_no_kind_deleted(client_for, administrator, reference):
    client, args = client_for(administrator), ["CV"]
    address = reverse("admin:applications_documentkind_change", args=args)
    names = {"name_en": "Résumé", "name_fr": "CV", "name_es": "CV"}

    client.post(address, {"code": "RESUME", "position": 3} | names)

    assert DocumentKind.objects.filter(pk="RESUME").exists() is False
    assert (DocumentKind.objects.get(pk="CV").name_en, DocumentKind.objects.get(pk="CV").is_active) == ("Résumé", False)
    assert client.post(reverse("admin:applications_documentkind_delete", args=args)).status_code == 403


@pytest.mark.parametrize("name", ["officer", "applicant"])
def test_others_do_not_open_the_kinds(client_for, request, reference, name):
    user = request.getfixturevalue(name)
    user.is_staff = True
    user.save()

    response = client_for(user).get(reverse(LIST))

    assert (response.status_code, "Curriculum" in response.content.decode()) == (403, False)
