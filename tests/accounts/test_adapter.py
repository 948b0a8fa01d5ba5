import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

from .conftest import PASSWORD, link_of, path_of
from .test_views import SIGN_UP, sign_in

HOSTILE = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_SERVER": "evil.example"},
    {"HTTP_FORWARDED": "host=evil.example"},
    {"HTTP_HOST": "evil.example:443", "HTTP_X_FORWARDED_PROTO": "https"},
    {"SERVER_NAME": "evil.example"},
    {"HTTP_HOST": "testserver.evil.example"},
]


def ask_for_mails(posted, email="mila@example.org", **headers):
    """Everything a stranger can make the portal send."""
    posted(Client(), "/en/accounts/signup/", SIGN_UP, **headers)
    posted(Client(), "/en/accounts/signup/", SIGN_UP | {"email": email}, **headers)
    posted(Client(), "/en/accounts/login/", {"login": SIGN_UP["email"], "password": PASSWORD}, **headers)
    posted(Client(), "/en/accounts/password/reset/", {"email": email}, **headers)
    posted(Client(), "/en/accounts/password/reset/", {"email": "nobody@example.org"}, **headers)


@pytest.mark.parametrize("headers", HOSTILE)
def test_no_mail_has_an_address_from_the_request(member, posted, settings, headers):
    settings.ALLOWED_HOSTS = ["*"]  # even if somebody sets this
    settings.SITE_URL = "https://fund.example.org"

    ask_for_mails(posted, **headers)

    assert len(mail.outbox) == 5
    assert {link_of(message).startswith("https://fund.example.org/en/accounts/") for message in mail.outbox} == {True}
    assert [message for message in mail.outbox if "evil" in str(message.message())] == []


def test_foreign_host_is_refused(member, posted, settings):
    settings.ALLOWED_HOSTS = ["fund.example.org"]

    response = posted(
        Client(), "/en/accounts/password/reset/", {"email": member.email}, headers={"host": "evil.example"}
    )

    assert response.status_code == 400
    assert mail.outbox == []


def test_every_mail_says_why_it_is_received_and_holds_nothing_a_stranger_typed(member, posted):
    posted(
        Client(), "/en/accounts/signup/", SIGN_UP | {"name": "Buy gold", "organisation_name": "https://evil.example"}
    )
    ask_for_mails(posted, HTTP_USER_AGENT="https://evil.example")

    for message in mail.outbox:
        assert "You receive this message because" in message.body
        assert "evil" not in message.body
        assert "Buy gold" not in message.body


@pytest.fixture
def limits(settings):
    """The limits of production."""
    from iomfund.settings import base

    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


WRONG = "wrong words all the way"


def test_sixth_attempt_is_refused_even_with_the_right_password(member, limits):
    for _turn in range(5):
        sign_in(Client(), WRONG)

    response = sign_in(Client())

    assert response.context["form"].non_field_errors() == [
        "Too many attempts. Wait 15 minutes, or choose a new password by e-mail."
    ]


def test_attempts_from_elsewhere_do_not_lock_the_owner_out(member, limits):
    for _turn in range(9):
        sign_in(Client(), WRONG, REMOTE_ADDR="198.51.100.7")

    client = Client()
    sign_in(client, REMOTE_ADDR="203.0.113.9")

    assert client.session["_auth_user_id"] == str(member.pk)


def test_another_address_of_the_same_network_does_not_help(member, limits):
    for _turn in range(5):
        sign_in(Client(), WRONG, REMOTE_ADDR="198.51.100.7")

    response = sign_in(Client(), REMOTE_ADDR="198.51.100.8")

    assert response.status_code == 200


def test_forged_forwarding_header_does_not_help(member, limits):
    for turn in range(5):
        sign_in(Client(), WRONG, HTTP_X_FORWARDED_FOR=f"192.0.2.{turn}")

    response = sign_in(Client(), HTTP_X_FORWARDED_FOR="192.0.2.99")

    assert response.status_code == 200


def test_at_most_three_mails_an_hour_for_a_new_password(member, limits, posted):
    answers = [posted(Client(), "/en/accounts/password/reset/", {"email": member.email}) for _turn in range(10)]

    assert len(mail.outbox) == 3
    assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 7
    assert "Too many attempts" in answers[-1].content.decode()


def test_at_most_ten_sign_ups_a_minute_from_one_place(db, limits, posted):
    for turn in range(12):
        posted(Client(), "/en/accounts/signup/", SIGN_UP | {"email": f"p{turn}@example.org"})

    assert User.objects.count() == 10


def test_new_password_leads_where_it_says(member, posted, visitor):
    posted(visitor, "/es/accounts/password/reset/", {"email": member.email})

    [message] = mail.outbox
    assert visitor.get(path_of(link_of(message)), follow=True).context["form"].user == member
