"""The addresses of the API, each declared public and open like every other view of machines, with problems in JSON."""

from functools import wraps

from django.conf import settings
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.errors import ValidationError

from core.addresses import absolute

from ..views.conditional import unchanged_since_revision
from ..views.machines import for_machines
from .operations import api
from .parameters import Invalid

TITLES = {404: "Not found", 405: "Method not allowed", 422: "Wrong parameters", 429: "Too many requests"}


def patterns():
    """The URL patterns: what ninja made, guarded, then the index and an answer in JSON to all other addresses."""
    made, _app, _namespace = api.urls
    for pattern in made:
        pattern.callback = machine_view(index if pattern.name == "api-root" else pattern.callback)
    return [*made, path("<path:rest>", machine_view(nothing), name="nothing")]


def machine_view(view):
    """``view`` in the language that the request asks for, read with GET or HEAD, never dependent on its reader."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        is_head, request.method = request.method == "HEAD", "GET"
        try:
            with override(language_of(request)):
                response = in_language(request, *args, **kwargs)
                response.headers["Content-Language"] = language_of(request)
        finally:
            request.method = "HEAD" if is_head else "GET"
        return response

    in_language = unchanged_since_revision(view)
    return for_machines("read_data", refuse=problem)(answered)


def language_of(request):
    """``?language=``, else the first of Accept-Language that the portal speaks, else English."""
    header = request.headers.get("Accept-Language", "")
    for code in [request.GET.get("language", ""), *(code for code, _weight in parse_accept_lang_header(header))]:
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def problem(status, *details):
    """The answer that says what is wrong."""
    data = {"status": status, "title": TITLES[status], "details": details}
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def index(request, **_kwargs):
    """Where to go from here."""
    addresses = {"openapi": reverse("api:openapi-json"), "documentation": reverse("open_data_api")}
    addresses |= {name: reverse(f"api:{name}") for name in ("projects", "facets", "countries", "themes", "regions")}
    return JsonResponse({name: absolute(address) for name, address in addresses.items()})


def nothing(request, rest):
    """Whatever else is asked for."""
    return problem(404, _("There is nothing at this address."))


@api.exception_handler(Http404)
def _not_found(request, _error):
    return problem(404, _("There is no such project in the public catalogue."))


@api.exception_handler(Invalid)
def _invalid(request, error):
    return problem(422, *error.sentences)


@api.exception_handler(ValidationError)
def _wrong_parameters(request, error):
    return problem(422, *(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors))
