import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail

from accounts.models import Organisation, User
from core.models import AuditEvent

from ..factories import OrganisationFactory, UserFactory
from .conftest import PASSWORD, last_mail, link_of, path_of

NEW = "seven slow trains to nowhere"
SIGN_UP = {
    "name": "Nia Novak",
    "email": "nia@example.org",
    "organisation_name": "Ministry of Interior",
    "organisation_kind": "GOVERNMENT",
    "password1": PASSWORD,
}


def signed_in(client):
    return client.session.get("_auth_user_id")


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_whole_way_from_sign_up_to_workspace(visitor, db, posted):
    response = posted(visitor, "/fr/accounts/signup/", SIGN_UP)
    assert response["Location"] == "/fr/accounts/confirm-email/"
    assert not signed_in(visitor)

    [message] = mail.outbox
    assert (message.to, message.subject) == (["nia@example.org"], "Confirmez votre adresse électronique")
    address = path_of(link_of(message))
    assert address.startswith("/fr/accounts/confirm-email/")

    page = visitor.get(address)
    assert EmailAddress.objects.get().verified is False
    assert "nia@example.org" in page.content.decode()

    response = visitor.post(address)
    user = User.objects.get(email="nia@example.org")
    assert response["Location"] == "/fr/workspace/"
    assert signed_in(visitor) == str(user.pk)
    assert EmailAddress.objects.get().verified is True
    assert (user.language, user.organisation.name) == ("fr", "Ministry of Interior")
    actions = AuditEvent.objects.filter(object_type="accounts.user").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["person.signed_up", "person.address_confirmed"]


def test_confirming_in_another_browser_leads_to_sign_in_with_a_message(visitor, db, posted, client):
    posted(visitor, "/en/accounts/signup/", SIGN_UP)

    response = client.post(path_of(link_of(last_mail())), follow=True)

    assert response.redirect_chain == [("/en/accounts/login/", 302)]
    assert "Your e-mail address nia@example.org is confirmed." in response.content.decode()
    assert not signed_in(client)


def test_link_works_once(visitor, db, posted, client):
    posted(visitor, "/en/accounts/signup/", SIGN_UP)
    address = path_of(link_of(last_mail()))
    client.post(address)

    assert client.post(address).status_code == 404
    assert "This link has expired or was used already." in client.get(address).content.decode()


def test_signing_in_before_confirming_sends_the_link_again_and_opens_nothing(visitor, db, posted, client):
    posted(visitor, "/en/accounts/signup/", SIGN_UP)

    response = posted(client, "/en/accounts/login/", {"login": "nia@example.org", "password": PASSWORD})

    assert response["Location"] == "/en/accounts/confirm-email/"
    assert not signed_in(client)
    assert [message.subject for message in mail.outbox] == ["Confirm your e-mail address"] * 2


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_sign_up_with_a_known_address_looks_the_same_and_only_its_owner_hears(visitor, client, member, posted):
    unknown = posted(visitor, "/en/accounts/signup/", SIGN_UP)
    known = posted(client, "/en/accounts/signup/", SIGN_UP | {"email": "MILA@example.org", "name": "Mallory"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert sorted(known.cookies) == sorted(unknown.cookies)
    page = "/en/accounts/confirm-email/"
    assert without_tokens(client.get(page)) == without_tokens(visitor.get(page))
    assert (last_mail().to, last_mail().subject) == (["mila@example.org"], "You have an account already")
    assert "Mallory" not in last_mail().body
    member.refresh_from_db()
    assert (member.name, member.check_password(PASSWORD)) == ("Mila Horvat", True)


def test_sign_up_hashes_a_password_for_known_addresses_too(visitor, client, member, posted, monkeypatch):
    hashed = []
    plain = User.set_password
    monkeypatch.setattr(User, "set_password", lambda self, raw: (hashed.append(raw), plain(self, raw))[1])

    posted(visitor, "/en/accounts/signup/", SIGN_UP)
    posted(client, "/en/accounts/signup/", SIGN_UP | {"email": "mila@example.org"})

    assert hashed == [PASSWORD, PASSWORD]


def test_second_request_at_the_same_moment_is_answered_like_the_first(visitor, db, posted, monkeypatch):
    """The address was free when the form looked, and taken when the row was written."""
    UserFactory(email="nia@example.org")
    monkeypatch.setattr("allauth.account.internal.flows.manage_email.assess_unique_email", lambda *a, **k: True)

    response = posted(visitor, "/en/accounts/signup/", SIGN_UP)

    assert response["Location"] == "/en/accounts/confirm-email/"
    assert (User.objects.count(), last_mail().subject) == (1, "You have an account already")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "too short"),
        ("password1", "IOM Development Fund 2026"),
        ("password1", "Nia Novak Nia Novak"),
        ("name", ""),
        ("organisation_name", " "),
        ("organisation_kind", "EMPIRE"),
        ("email", "nobody"),
    ],
)
def test_sign_up_with_something_wrong_creates_nothing_and_names_the_field(visitor, db, posted, field, value):
    response = posted(visitor, "/en/accounts/signup/", SIGN_UP | {field: value})

    assert list(response.context["form"].errors) == [field]
    assert (User.objects.count(), Organisation.objects.count(), mail.outbox) == (0, 0, [])


def sign_in(client, password=PASSWORD, email="mila@example.org", **extra):
    return client.post("/en/accounts/login/", {"login": email, "password": password}, **extra)


def test_sign_in_leads_to_the_workspace_and_ends_with_the_browser(visitor, member):
    response = sign_in(visitor)

    assert response["Location"] == "/en/workspace/"
    assert signed_in(visitor) == str(member.pk)
    assert visitor.session.get_expire_at_browser_close()


def test_sign_in_accepts_the_password_in_another_unicode_form_and_the_address_in_any_case(visitor, member):
    member.set_password("trois cafés très serrés")
    member.save()

    sign_in(visitor, "trois cafe\u0301s tre\u0300s serre\u0301s", "Mila@Example.org")

    assert signed_in(visitor) == str(member.pk)


@pytest.mark.parametrize("email", ["mila@example.org", "nobody@example.org", "closed@example.org"])
def test_wrong_password_and_unknown_address_get_the_same_answer(visitor, member, email):
    UserFactory(email="closed@example.org", is_active=False)

    response = sign_in(visitor, "wrong words all the way", email)

    assert response.context["form"].non_field_errors() == [
        "Address and password do not fit together. Check both and try again."
    ]
    assert not signed_in(visitor)


def test_sign_in_goes_on_to_a_page_of_the_portal(visitor, member):
    response = visitor.post(
        "/en/accounts/login/?next=/en/workspace/messages/", {"login": member.email, "password": PASSWORD}
    )

    assert response["Location"] == "/en/workspace/messages/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/%09/evil.example", "/\\evil.example", "/no/such/page/", "x"]
)
def test_sign_in_goes_nowhere_else(visitor, member, target):
    response = visitor.post("/en/accounts/login/", {"login": member.email, "password": PASSWORD, "next": target})

    assert response["Location"] == "/en/workspace/"


def test_sign_out_needs_a_post(visitor, member):
    sign_in(visitor)

    visitor.get("/en/accounts/logout/")
    assert signed_in(visitor)

    assert visitor.post("/en/accounts/logout/")["Location"] == "/en/"
    assert not signed_in(visitor)


def test_forgotten_password(visitor, client, member, posted):
    sign_in(client)
    response = posted(visitor, "/en/accounts/password/reset/", {"email": "mila@example.org"})
    assert response["Location"] == "/en/accounts/password/reset/done/"
    assert last_mail().subject == "Choose a new password"

    form = visitor.get(path_of(link_of(last_mail())))
    assert form["Location"].endswith("-set-password/")
    response = posted(visitor, form["Location"], {"password1": NEW})

    assert response["Location"] == "/en/accounts/password/reset/key/done/"
    assert (last_mail().subject, last_mail().to) == ("Your password was changed", ["mila@example.org"])
    member.refresh_from_db()
    assert member.check_password(NEW)
    assert client.get("/en/workspace/").status_code == 302  # signed out elsewhere
    assert AuditEvent.objects.filter(action="person.password_changed").get().actor == member


def test_link_for_a_new_password_works_once_and_for_one_hour(visitor, member, posted, time_machine):
    for seconds, is_good in ((3500, True), (3700, False)):
        time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
        posted(visitor, "/en/accounts/password/reset/", {"email": "mila@example.org"})
        address = path_of(link_of(last_mail()))
        time_machine.shift(seconds)

        response = visitor.get(address, follow=True)

        assert response.context.get("token_fail", False) is not is_good

    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    posted(visitor, "/en/accounts/password/reset/", {"email": "mila@example.org"})
    address = path_of(link_of(last_mail()))
    posted(visitor, visitor.get(address)["Location"], {"password1": NEW})
    assert visitor.get(address).context["token_fail"] is True


def test_forgotten_password_answers_alike_for_known_and_unknown_addresses(visitor, client, member, posted):
    known = posted(visitor, "/en/accounts/password/reset/", {"email": "mila@example.org"}, follow=True)
    unknown = posted(client, "/en/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert without_tokens(known) == without_tokens(unknown)
    assert known.redirect_chain == unknown.redirect_chain
    assert (last_mail().to, last_mail().subject) == (["nobody@example.org"], "There is no account for this address")


def test_password_change_signs_out_and_tells(visitor, member, posted):
    sign_in(visitor)

    response = posted(
        visitor, "/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW}, follow=True
    )

    assert not signed_in(visitor)
    assert "Your password is changed. Sign in with the new one." in response.content.decode()
    assert last_mail().subject == "Your password was changed"


def test_password_change_with_the_wrong_present_password_changes_nothing(visitor, member, posted):
    sign_in(visitor)

    response = posted(visitor, "/en/accounts/password/change/", {"oldpassword": "wrong", "password1": NEW})

    assert response.context["form"].errors == {"oldpassword": ["This is not your present password."]}
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def change_address(client, posted, to="new@example.org"):
    sign_in(client)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return posted(client, "/en/accounts/email/", {"email": to, "action_add": "1"})


def test_address_changes_when_the_new_one_is_confirmed(visitor, member, posted):
    change_address(visitor, posted)
    member.refresh_from_db()
    assert (member.email, last_mail().to) == ("mila@example.org", ["new@example.org"])

    posted(visitor, path_of(link_of(last_mail())))

    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.org", True, True)]
    assert (last_mail().to, last_mail().subject) == (["mila@example.org"], "Your e-mail address was changed")


def test_address_change_needs_the_password_once_more(visitor, member, posted):
    sign_in(visitor)

    response = posted(visitor, "/en/accounts/email/", {"email": "new@example.org", "action_add": "1"})

    assert response["Location"].startswith("/en/accounts/reauthenticate/")
    assert mail.outbox == []


def test_address_of_an_account_that_was_never_confirmed_is_not_taken_over(visitor, member, posted):
    squatter = UserFactory(email="new@example.org")
    change_address(visitor, posted)

    response = posted(visitor, path_of(link_of(last_mail())), follow=True)

    assert response.status_code == 200
    member.refresh_from_db()
    squatter.refresh_from_db()
    assert (member.email, squatter.email) == ("mila@example.org", "new@example.org")


def test_profile_shows_roles_and_saves(client_for, reviewer):
    client = client_for(reviewer)
    page = client.get("/en/accounts/profile/")
    assert [grant.role for grant, _description in page.context["roles"]] == ["REVIEWER"]

    response = client.post(
        "/en/accounts/profile/",
        {"name": "Rita R.", "organisation_name": "IOM Accra", "organisation_kind": "COUNTRY_OFFICE", "language": "es"},
    )

    reviewer.refresh_from_db()
    assert response["Location"] == "/en/accounts/profile/"
    assert (reviewer.name, reviewer.organisation.name, reviewer.language) == ("Rita R.", "IOM Accra", "es")


def test_profile_ignores_what_is_not_ones_to_say(client_for, applicant):
    OrganisationFactory(name="IOM Accra")
    data = {"name": "Ana", "organisation_name": "iom accra", "organisation_kind": "OTHER", "language": "en"}

    client_for(applicant).post(
        "/en/accounts/profile/", data | {"is_staff": "on", "is_superuser": "on", "email": "x@example.org"}
    )

    applicant.refresh_from_db()
    assert (applicant.name, applicant.organisation.name) == ("Ana", "IOM Accra")
    assert (applicant.is_staff, applicant.is_superuser, applicant.email) == (False, False, "ana@example.org")


def test_profile_with_something_wrong_keeps_what_was_typed(client_for, applicant):
    response = client_for(applicant).post("/en/accounts/profile/", {"name": "", "organisation_name": "Typed"})

    assert response.context["form"]["organisation_name"].value() == "Typed"
    applicant.refresh_from_db()
    assert applicant.name == "Ana Applicant"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "page", ["login/", "signup/", "logout/", "inactive/", "confirm-email/", "confirm-email/x/", "password/reset/"]
)
def test_pages_open_in_every_language(client_for, visitor, applicant, language, page):
    client = client_for(applicant) if page == "logout/" else visitor

    response = client.get(f"/{language}/accounts/{page}")

    assert (response.status_code, response.headers["Content-Language"]) == (200, language)
    assert response.templates[0].name.startswith("account/")


def test_organisation_page_keeps_what_is_right_and_shows_what_is_wrong(client_for, applicant):
    client, address = client_for(applicant), "/en/accounts/organisation/"

    wrong = client.post(address, {"address": "Old street 1", "website": "javascript:alert(1)"})
    right = client.post(address, {"address": "Old street 1", "website": "example.org", "name": "Another"})

    organisation = Organisation.objects.get(pk=applicant.organisation_id)
    assert set(wrong.context["form"].errors) == {"website"}
    assert right["Location"] == address
    assert (organisation.address, organisation.website) == ("Old street 1", "https://example.org")
    assert organisation.name == applicant.organisation.name


def test_organisation_page_without_an_organisation_leads_to_the_account(client_for, applicant):
    User.objects.filter(pk=applicant.pk).update(organisation=None)

    assert client_for(applicant).get("/en/accounts/organisation/")["Location"] == "/en/accounts/profile/"


@pytest.mark.parametrize(
    ("phone", "is_right"), [("+382 20 123-456", True), ("(0041) 22 717 9111 ext 5", True), ("call me", False)]
)
def test_telephone_is_written_with_digits(client_for, applicant, phone, is_right):
    data = {"name": "Ana", "organisation_name": "X", "organisation_kind": "OTHER", "language": "en", "phone": phone}

    response = client_for(applicant).post("/en/accounts/profile/", data)

    assert (response.status_code == 302) is is_right
