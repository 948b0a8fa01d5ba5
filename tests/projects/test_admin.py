from django.urls import reverse

from core.models import AuditEvent
from projects.models import Synonyms

LIST = "/admin/projects/synonyms/"


def test_administrator_keeps_and_removes_synonyms_through_the_service(client_for, administrator):
    browser = client_for(administrator)

    browser.post(reverse("admin:projects_synonyms_add"), {"words": "remittances\nremesas", "note": ""})
    row = Synonyms.objects.get()
    browser.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    Synonyms.objects.create(words="one\ntwo")
    selected = {"action": "delete_selected", "_selected_action": Synonyms.objects.get().pk, "post": "yes"}
    browser.post(LIST, selected)

    assert Synonyms.objects.count() == 0
    assert list(AuditEvent.objects.filter(object_type="projects.synonyms").values_list("action", flat=True)) == [
        "synonyms.kept",
        "synonyms.removed",
        "synonyms.removed",
    ]


def test_group_of_one_expression_comes_back_with_a_sentence(client_for, administrator):
    page = client_for(administrator).post(reverse("admin:projects_synonyms_add"), {"words": "remesas", "note": ""})

    assert "Write at least two expressions, one a line." in page.content.decode()
    assert Synonyms.objects.count() == 0


def test_officer_does_not_open_synonyms(client_for, officer):
    officer.is_staff = True
    officer.save(update_fields=["is_staff"])

    assert client_for(officer).get(LIST).status_code == 403
