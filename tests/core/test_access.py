import pytest
import rules
from django.conf import settings as portal_settings
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView, View

from core import access
from core.access import allows, get_visible_or_404, public, requires, signed_in
from core.checks import every_view_declares_its_rule
from iomfund.urls import urlpatterns as portal_urls
from notifications.models import Notification, OutboxMail, OutboxMailQuerySet


def answer(request, *args, **kwargs):
    return HttpResponse(f"{args} {kwargs}")


class DeclaredView(View):
    access_rule = "public"


urlpatterns = [
    path("undeclared/", lambda request: HttpResponse(), name="undeclared"),
    path("inner/", include(([path("undeclared/", RedirectView.as_view(url="/"), name="hole")], "inner"))),
    path("declared/", DeclaredView.as_view(), name="declared"),
    path("area/", requires("sample.area")(answer), name="area"),
    path("one/<str:pk>/", requires("sample.open", Notification)(answer), name="one"),
    path("open/", public(lambda request: HttpResponse("open")), name="open"),
    path("mine/", signed_in(lambda request: HttpResponse("mine")), name="mine"),
    *portal_urls,
]


@pytest.fixture
def notification(person):
    return Notification.objects.create(user=person, kind="sample")


def test_allows_asks_the_predicate(declare_rule, person, stranger):
    declare_rule("sample.open", lambda user, obj: obj == user.name)

    assert allows(person, "sample.open", "Ana Ruiz") is True
    assert allows(stranger, "sample.open", "Ana Ruiz") is False
    assert allows(person, "sample.open") is False


def test_allows_nobody_anything(declare_rule, person):
    declare_rule("sample.open", lambda user: True)
    person.is_active = False

    assert [allows(user, "sample.open") for user in (None, AnonymousUser(), person)] == [False, False, False]


def test_being_superuser_opens_nothing(declare_rule, person):
    declare_rule("sample.open", lambda user: False)
    person.is_superuser = person.is_staff = True

    assert allows(person, "sample.open") is False


def test_allows_of_an_undeclared_rule_is_a_fault(person):
    with pytest.raises(KeyError, match=r"undeclared rule: sample\.unheard"):
        allows(person, "sample.unheard")


def test_an_area_is_refused_with_403(rf, declare_rule, person, stranger):
    declare_rule("sample.area", lambda user: user.name == "Ana Ruiz")
    view = requires("sample.area")(answer)
    request = rf.get("/")

    request.user = person
    assert view(request, slug="x").content == b"() {'slug': 'x'}"
    request.user = stranger
    with pytest.raises(PermissionDenied):
        view(request, slug="x")


def test_an_object_comes_instead_of_its_key(rf, declare_rule, person, notification):
    declare_rule("sample.open", lambda user, obj: True)
    request = rf.get("/")
    request.user = person

    response = requires("sample.open", Notification)(answer)(request, pk=notification.pk, page=2)

    assert response.content.decode() == f"({notification!r},) {{'page': 2}}"


def test_an_object_of_another_is_not_found_even_if_the_rule_would_allow(rf, declare_rule, stranger, notification):
    declare_rule("sample.open", lambda user, obj: True)
    request = rf.get("/")
    request.user = stranger

    with pytest.raises(Http404):
        requires("sample.open", Notification)(answer)(request, pk=notification.pk)


def test_a_visible_object_is_not_found_if_the_rule_refuses(rf, declare_rule, person, notification):
    declare_rule("sample.open", lambda user, obj: False)
    request = rf.get("/")
    request.user = person

    with pytest.raises(Http404):
        requires("sample.open", Notification)(answer)(request, pk=notification.pk)


def test_a_guarded_view_keeps_its_name_and_declares_its_rule():
    view = requires("sample.open")(answer)

    assert (view.__name__, view.access_rule) == ("answer", "sample.open")


@pytest.mark.urls(__name__)
def test_statuses_for_visitor_owner_and_stranger(client, declare_rule, person, stranger, notification):
    declare_rule("sample.area", lambda user: user.name == "Ana Ruiz")
    declare_rule("sample.open", lambda user, obj: obj.user == user)
    addresses = ["/open/", "/mine/", "/area/", f"/one/{notification.pk}/", "/one/999999/", "/one/x/"]

    def statuses():
        return [client.get(address).status_code for address in addresses]

    assert statuses() == [200, 302, 302, 302, 302, 302]
    client.force_login(person)
    assert statuses() == [200, 200, 200, 200, 404, 404]
    client.force_login(stranger)
    assert statuses() == [200, 200, 403, 404, 404, 404]


def test_visible_object_is_loaded_from_a_model_and_from_a_queryset(person, notification):
    assert get_visible_or_404(Notification, person, pk=notification.pk) == notification
    assert get_visible_or_404(Notification.objects.unread(), person, pk=notification.pk) == notification


@pytest.mark.parametrize("key", ["999999", "x", "", "1" * 30, "-1", None, "1; DROP TABLE"])
def test_a_key_of_nothing_is_not_found(person, notification, key):
    with pytest.raises(Http404):
        get_visible_or_404(Notification, person, pk=key)


@pytest.mark.parametrize("key", ["not-a-uuid", "", "00000000-0000-0000-0000-000000000000"])
def test_a_malformed_uuid_is_not_found(person, key):
    class Visible(OutboxMailQuerySet):
        def visible_to(self, user):
            return self

    with pytest.raises(Http404):
        get_visible_or_404(Visible(OutboxMail), person, pk=key)


def test_sees_agrees_with_the_list(person, stranger, notification):
    predicate = access.sees(Notification)

    assert predicate.test(person, notification) is True
    assert predicate.test(stranger, notification) is False
    assert predicate.test(person, None) is False


def test_visible_besides_joins_what_upper_apps_added(monkeypatch, person, stranger, notification):
    monkeypatch.setattr(access, "_also_visible", {})
    other = Notification.objects.create(user=stranger, kind="other")

    def found():
        return set(Notification.objects.filter(access.visible_besides(Notification, person)))

    assert found() == set()
    access.also_visible(Notification, lambda user: Q(user=user))
    assert found() == {notification}
    access.also_visible(Notification, lambda user: Q(kind="other"))
    assert found() == {notification, other}
    assert access.visible_besides(OutboxMail, person) == Q(pk__in=[])


def test_also_visible_twice_adds_once(monkeypatch):
    monkeypatch.setattr(access, "_also_visible", {})

    def condition(user):
        return Q()

    access.also_visible(Notification, condition)
    access.also_visible(Notification, condition)

    assert access._also_visible == {"notifications.notification": [condition]}


def test_widen_allows_a_further_case_and_keeps_the_first(declare_rule, person, stranger):
    declare_rule("sample.open", lambda user: user.name == "Ana Ruiz")
    person_two = type(person)(name="Cem", email="cem@example.org")

    access.widen("sample.open", rules.predicate(lambda user: user.name == "Bo Li"))

    assert [allows(user, "sample.open") for user in (person, stranger, person_two)] == [True, True, False]


def test_the_portal_declares_a_rule_for_every_address():
    assert every_view_declares_its_rule(None) == []


@pytest.mark.urls(__name__)
def test_the_check_names_every_undeclared_view():
    assert [(error.id, error.msg) for error in every_view_declares_its_rule(None)] == [
        ("portal.E001", "undeclared (undeclared/) declares no access rule"),
        ("portal.E001", "inner:hole (inner/undeclared/) declares no access rule"),
    ]


@pytest.mark.urls(__name__)
def test_the_check_is_registered():
    assert [error.id for error in run_checks() if error.id == "portal.E001"] == ["portal.E001"] * 2


@pytest.mark.urls(__name__)
def test_a_library_view_is_declared_by_name(settings):
    settings.ROUTE_RULES = {**portal_settings.ROUTE_RULES, "undeclared": "public", "inner:hole": "public"}

    assert every_view_declares_its_rule(None) == []


def test_routes_reach_into_admin_sign_in_and_languages():
    found = {name: route for route, name, _ in access.routes()}

    assert found["healthz"] == "healthz"
    assert found["home"] == "en/"
    assert found["account_login"] == "en/accounts/login/"
    assert found["workspace:home"] == "en/workspace/"
    assert found["admin:index"] == "admin/"
    assert found["admin:login"] == "admin/login/"


def test_views_of_the_admin_are_guarded_as_a_whole():
    views = {name: view for _, name, view in access.routes()}

    assert access.declared_rule(views["admin:index"]) == "admin"
    assert access.declared_rule(views["healthz"]) == "public"
    assert access.declared_rule(views["workspace:home"]) == "signed_in"
    assert access.declared_rule(views["account_login"]) is None
    assert access.declared_rule(DeclaredView.as_view()) == "public"
