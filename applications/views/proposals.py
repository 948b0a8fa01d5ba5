"""The lists, the start, the page and the cover of a proposal."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, get_visible_or_404, requires, signed_in
from funding.evaluator import DECLARATIONS
from funding.models import Call
from funding.selectors import closed

from .. import forms, selectors, services
from ..models import Application
from ..sections import SECTIONS
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
    form = forms.StartForm(request.POST or None, initial=_from_address(request.GET))
    if form.is_valid() and form.carry_out(services.start, by=request.user, call=call):
        messages.success(
            request, _("Your proposal is started. Write its parts in any order; nothing is sent until you submit.")
        )
        return redirect(form.result)
    return render(request, "applications/start.html", {"form": form, "call": call})


def _from_address(query):
    """Answers carried over from an eligibility check or a link."""
    found = {name: query[name] for name in ("title", "coverage", "line", "theme") if name in query}
    several = {"countries": "country", "other_countries": "other_country"}
    return found | {field: query.getlist(name) for field, name in several.items() if name in query}


@requires("applications.view", Application, "key")
def detail(request, application):
    """An application: its parts while it is written, the text and the steps of others afterwards."""
    if application.is_editable and allows(request.user, "applications.edit", application):
        ready = selectors.readiness(application, declarations=DECLARATIONS)
        context = {"ready": ready, "parts": _parts(application, ready)}
        template = "applications/tasks.html"
    else:
        everything = allows(request.user, "applications.read_all_answers", application)
        context = {"reading": selectors.read(application, everything=everything)}
        template = "applications/detail.html"
    context |= {
        "application": application,
        "steps": PROPOSAL.available(application, request.user),
        "events": audit.history(application, internal=allows(request.user, "applications.view_internal", application)),
        "panels": panels.collect("application", application, request.user),
    }
    return render(request, template, context)


def _parts(application, ready):
    """The task list of a draft: title, address, and how far each part is."""

    def part(title, name, targets, begun, detail="", **kwargs):
        if not begun:
            status = "neutral", _("Not started")
        else:
            status = ("warning", _("Needs attention")) if ready.broken(*targets) else ("success", _("Complete"))
        return {
            "title": title,
            "url": reverse(name, kwargs=kwargs),
            "tone": status[0],
            "status": status[1],
            "detail": detail,
        }

    key, version = {"key": application.key}, {"pk": application.plan.current.pk}
    rows = [part(_("Cover"), "applications:cover", ["cover", "countries"], application.theme_id, **key)]
    limits = selectors.section_limits(application.funding_year)
    for name, kind in SECTIONS.items():
        used = _("%(used)s of %(limit)s words") if name in limits else _("%(used)s words")
        used %= {"used": ready.words[name], "limit": limits.get(name)}
        rows.append(part(kind.title, "applications:section", [name], ready.words[name], used, **key, section=name))
    results, budget = ready.tree.objective.statement, ready.tree.lines
    rows.append(part(_("Results and activities"), "plans:results", ["results"], results, **version))
    rows.append(part(_("Budget"), "plans:budget", ["budget"], budget, **version))
    rows.append(part(_("Letters"), "applications:letters", ["letters"], application.letters.exists(), **key))
    if asked := ready.questions.shown:
        used = _("%(n)d of %(all)d answered") % {"n": ready.questions.answered, "all": len(asked)}
        title, begun = _("Questions of the call"), ready.questions.answered
        rows.append(part(title, "applications:questions", ["questions"], begun, used, **key))
    return rows


def while_open(view):
    """Lead a GET to the proposal's own page once it was submitted; a POST goes on, so that the service can say why not."""

    @wraps(view)
    def guarded(request, application, *args, **kwargs):
        if request.method == "GET" and not application.is_editable:
            messages.info(request, _("This proposal was submitted and can no longer be changed."))
            return redirect(application)
        return view(request, application, *args, **kwargs)

    return guarded


@requires("applications.edit", Application, "key")
@while_open
def cover(request, application):
    """The cover data."""
    form = forms.CoverForm(request.POST or None, instance=application)
    if form.is_valid() and form.carry_out(services.change_cover, application, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(application)
    return render(request, "applications/cover.html", {"application": application, "form": form})
