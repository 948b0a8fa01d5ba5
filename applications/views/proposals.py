"""The lists, the start, the page and the cover of a proposal."""

import secrets
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import unsent
from accounts.middleware import AUTOSAVE
from core import audit, panels
from core.access import allows, get_visible_or_404, requires, signed_in
from funding.evaluator import DECLARATIONS
from funding.models import Call
from funding.selectors import closed
from plans.selectors import outline

from .. import forms, progress, selectors, services
from ..models import IN_REVIEW, Application
from ..services.letters import LATER
from ..workflow import PROPOSAL


@signed_in
def application_list(request):
    """A person's own proposals."""
    page = Paginator(selectors.my_applications(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "applications/list.html", {"page": page})


@signed_in
def to_endorse(request):
    """Proposals that wait for one's Regional Office."""
    page = Paginator(selectors.in_region(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "applications/to_endorse.html", {"page": page})


@requires("applications.start")
def start(request):
    """Start a proposal; from the page of a call, for that call."""
    call = get_visible_or_404(Call, request.user, slug=request.GET["call"]) if "call" in request.GET else None
    if request.method == "GET" and call and (sentences := closed(call)):
        messages.warning(request, sentences[0])
        return redirect(call)
    form = forms.StartForm(request.POST or None, initial=_from_address(request.GET) | {"token": start_token(request)})
    if form.is_valid() and form.carry_out(services.start, by=request.user, call=call):
        forget_start_token(request)
        messages.success(
            request, _("Your proposal is started. Write its parts in any order; nothing is sent until you submit.")
        )
        return redirect(form.result)
    return render(request, "applications/start.html", {"form": form, "call": call})


def start_token(request):
    """What makes all open forms of a person start one draft: the same in every tab until one of them has started."""
    return request.session.setdefault("start_token", secrets.token_urlsafe(16))


def forget_start_token(request):
    """The next form that is opened starts another draft."""
    request.session.pop("start_token", None)


def _from_address(query):
    """Answers carried over from an eligibility check, a call or a link."""
    names = ("title", "coverage", "line", "theme", "language")
    found = {name: query[name] for name in names if name in query}
    with suppress(InvalidOperation, ValidationError):  # shown as the language writes amounts; what is none is left out
        found["amount"] = forms.StartForm.base_fields["amount"].clean(Decimal(query.get("amount", "")))
    several = {"countries": "country", "other_countries": "other_country"}
    return found | {field: query.getlist(name) for field, name in several.items() if name in query}


@requires("applications.view", Application, "key", related=["line", "call"])
def detail(request, application):
    """An application: its parts while it is written, the text and the steps of others afterwards."""
    selectors.know_team(application, request.user)
    if application.is_editable and allows(request.user, "applications.edit", application):
        ready = selectors.readiness(application, declarations=DECLARATIONS)
        context = {"ready": ready, "parts": selectors.task_list(application, ready, request.user)}
        template = "applications/tasks.html"
    else:
        everything = allows(request.user, "applications.read_all_answers", application)
        is_of_team = allows(request.user, "applications.see_team", application)
        context = {"reading": selectors.read(application, everything=everything), "is_of_team": is_of_team}
        context["letters"] = _letters_under_review(application, request.user, context["reading"].submission)
        template = "applications/detail.html"
    context |= {
        "application": application,
        "steps": PROPOSAL.available(application, request.user),
        "progress": progress.progress_of(application),
        "timeline": progress.timeline(application),
        "events": audit.history(application, internal=allows(request.user, "applications.view_internal", application)),
        "panels": panels.collect("application", application, request.user),
    }
    return render(request, template, context)


def _letters_under_review(application, user, submission):
    """What came after the submission and what is still wanted (L03), for the team, the Regional Office and the Fund."""
    if not allows(user, "applications.see_later_letters", application):
        return None
    return {
        "later": selectors.later_letters(application, submission),
        "progress": selectors.letters_progress(application) if application.state in IN_REVIEW else None,
        "may_add": application.state in LATER and allows(user, "applications.edit", application),
    }


def while_open(part=""):
    """Lead a GET to the proposal's own page once a part (``Application.is_open``) is closed; "" for more than one part.

    A POST goes on, so that the service can say why not. The part of a page of a section is that section.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, application, *args, **kwargs):
            if request.method == "GET" and not application.is_open(kwargs.get("section", part)):
                messages.info(request, _("This proposal was submitted and can no longer be changed."))
                return redirect(application)
            return view(request, application, *args, **kwargs)

        return guarded

    return guard


@requires("applications.edit", Application, "key", related=["plan", "theme", "secondary_theme"])
@while_open("cover")
def cover(request, application):
    """The cover data. A script saves one field at a time at the same address, and is answered with data."""
    typed = unsent.typed(request) if request.method == "GET" else None
    is_script = AUTOSAVE in request.headers
    only = request.POST.get("field", "") if is_script else None
    form = forms.CoverForm(request.POST or typed, instance=application, only=only)
    if only is not None and only not in form.fields:
        raise Http404
    is_saved = (
        request.method == "POST"
        and form.is_valid()
        and form.carry_out(services.change_cover, application, by=request.user, before=form.before)
    )
    if is_saved:
        unsent.forget(request)
    if is_script:
        return JsonResponse(_answer(request, form, only, is_saved=is_saved))
    if is_saved:
        messages.success(request, _("Saved."))
        return redirect(application)
    context = {"application": application, "form": form, "seal": unsent.seal(request), "was_signed_out": typed}
    context["plan"] = outline(application.plan_id)
    return render(request, "applications/cover.html", context)


def _answer(request, form, name, *, is_saved):
    """What a page's script needs to know after it sent one field (static/js/autosave.js)."""
    sentences = [sentence for errors in form.errors.values() for sentence in errors]
    if is_saved:
        hidden = {f"was-{name}": services.plain(form.cleaned_data[name])}
        return {"state": "saved", "hidden": hidden, "left": request.session.get_expiry_age()}
    if name in form.errors or form.was[f"was-{name}"] == form.before[name]:  # not a matter of choosing
        return {"state": "refused", "sentences": sentences}
    panel = render_to_string("applications/_both_values.html", {"sentences": sentences})
    return {"state": "aside", "hidden": {f"was-{name}": form.was[f"was-{name}"]}, "panel": panel}
