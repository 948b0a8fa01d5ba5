import pytest
from django.urls import reverse

from notifications import services
from notifications.models import OutboxMail

LIST = "/admin/notifications/outboxmail/"


@pytest.fixture
def dead(db):
    found = services.enqueue(to="ana@example.org", subject="A link", text="http://testserver/SECRET")
    OutboxMail.objects.update(state=OutboxMail.State.DEAD, attempts=7, last_error="550 no such mailbox")
    return found


def test_administrator_sees_how_a_mail_fares_but_not_its_text(client_for, administrator, dead):
    client = client_for(administrator)

    pages = client.get(LIST).content.decode(), client.get(f"{LIST}{dead.pk}/change/").content.decode()

    for page in pages:
        assert "550 no such mailbox" in page
        assert "SECRET" not in page


def test_try_again(client_for, administrator, dead):
    client_for(administrator).post(LIST, {"action": "try_again", "_selected_action": [dead.pk]})

    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (OutboxMail.State.PENDING, 0)


def test_nothing_is_added_changed_or_deleted(client_for, administrator, dead):
    client = client_for(administrator)

    codes = [
        client.get(f"{LIST}add/").status_code,
        client.post(f"{LIST}{dead.pk}/change/", {"subject": "Other"}).status_code,
        client.post(f"{LIST}{dead.pk}/delete/", {"post": "yes"}).status_code,
    ]

    assert codes == [403, 403, 403]
    assert OutboxMail.objects.get().subject == "A link"


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_staff_without_the_rule_see_nothing(request, client_for, dead, who):
    user = request.getfixturevalue(who)
    user.is_staff = True
    user.save()

    response = client_for(user).get(LIST)

    assert response.status_code == 403
    assert "ana@example.org" not in response.content.decode()
    assert reverse("admin:index") == "/admin/"
