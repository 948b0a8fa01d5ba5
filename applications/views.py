from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import audit, panels, uploads
from core.access import allows, get_visible_or_404, public, requires, signed_in
from core.forms import ReasonForm
from core.navigation import address_of
from funding.evaluator import DECLARATIONS
from funding.models import Call
from funding.selectors import closed, rules_for
from plans.comparison import summary

from . import exports, forms, selectors, services
from .models import Application, EndorsementLetter
from .outline import outline
from .sections import SECTIONS
from .workflow import PROPOSAL


def while_open(view):
    """Lead a GET to the proposal's own page once it was submitted; a POST goes on, so that the service can say why not."""

    @wraps(view)
    def guarded(request, application, *args, **kwargs):
        if request.method == "GET" and not application.is_editable:
            messages.info(request, _("This proposal was submitted and can no longer be changed."))
            return redirect(application)
        return view(request, application, *args, **kwargs)

    return guarded


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
    if application.is_editable and application.owner_id == request.user.pk:
        ready = selectors.readiness(application, declarations=DECLARATIONS)
        context = {"ready": ready, "parts": _parts(application, ready)}
        template = "applications/tasks.html"
    else:
        context = {"reading": selectors.read(application)}
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
    return rows


@requires("applications.view", Application, "key")
def read(request, application):
    """The whole proposal on one page, for reading and printing."""
    return render(
        request, "applications/read.html", {"application": application, "reading": selectors.read(application)}
    )


@requires("applications.view", Application, "key")
def changes(request, application, number):
    """What a submission says otherwise than the one before."""
    found = selectors.changes_of(get_object_or_404(application.submissions, number=number, number__gt=1))
    context = {
        "application": application,
        "changes": found,
        "summary": summary(found.plan),
        "everything": request.GET.get("show") == "all",
    }
    return render(request, "applications/changes.html", context)


@requires("applications.edit", Application, "key")
@while_open
def cover(request, application):
    """The cover data."""
    form = forms.CoverForm(request.POST or None, instance=application)
    if form.is_valid() and form.carry_out(services.change_cover, application, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(application)
    return render(request, "applications/cover.html", {"application": application, "form": form})


@requires("applications.edit", Application, "key")
@while_open
def section(request, application, section):
    """One narrative section."""
    written = selectors.texts_of(application).get(section)
    if written is None:
        return redirect(application)
    form = forms.SectionForm(
        request.POST or None,
        kind=SECTIONS[section],
        limit=selectors.section_limits(application.funding_year).get(section),
        initial={"text": written.text, "revision": written.revision},
    )
    if form.is_valid() and form.carry_out(services.write_section, application, section, by=request.user):
        messages.success(request, _("Saved."))
        keys = list(SECTIONS)
        following = keys[keys.index(section) + 1 :]
        if "continue" in request.POST and following:
            return redirect("applications:section", key=application.key, section=following[0])
        return redirect(application)
    context = {"application": application, "form": form, "kind": SECTIONS[section], "written": written}
    return render(request, "applications/section.html", context)


@requires("applications.edit", Application, "key")
@while_open
def letters(request, application):
    """The letters of the draft, and one more."""
    form = forms.LetterForm(request.POST or None, request.FILES or None, application=application)
    if form.is_valid() and form.carry_out(services.add_letter, application, by=request.user):
        messages.success(request, _("The letter is added."))
        return redirect("applications:letters", key=application.key)
    context = {"application": application, "form": form, "letters": application.letters.select_related("country")}
    return render(request, "applications/letters.html", context)


@require_POST
@requires("applications.edit", Application, "key")
def remove_letter(request, application, pk):
    """Take a letter out of the draft."""
    services.remove_letter(get_visible_or_404(application.letters.all(), request.user, pk=pk), by=request.user)
    messages.success(request, _("The letter is removed."))
    return redirect("applications:letters", key=application.key)


@requires("applications.view_letter", EndorsementLetter)
def letter(request, letter):
    """The file of a letter."""
    return uploads.serve(letter.file_path, letter.file_name, letter.content_type)


@requires("applications.edit", Application, "key")
@while_open
def check(request, application):
    """Check the answers, make the declarations, submit."""
    rules = rules_for(application.funding_year, DECLARATIONS)
    declarations = [rules[code] for code in DECLARATIONS if code in rules]
    form = forms.SubmitForm(request.POST or None, declarations=declarations)
    if form.is_valid() and form.attempt(services.submit, application, by=request.user, declarations=form.declared):
        return redirect("applications:receipt", key=application.key)
    context = {
        "application": application,
        "form": form,
        "ready": selectors.readiness(application, declarations=DECLARATIONS),
        "reading": selectors.read(application) if not application.reference else None,
    }
    return render(request, "applications/check.html", context)


@requires("applications.edit", Application, "key")
def receipt(request, application):
    """What was handed in, when, and what happens next."""
    submission = application.submissions.first()
    if submission is None:
        return redirect(application)
    return render(request, "applications/receipt.html", {"application": application, "submission": submission})


def _step(request, application, name, service):
    """One step with a comment: its own page, so that it works by keyboard, without JavaScript, and can be thought over."""
    step = PROPOSAL[name]
    form = ReasonForm(request.POST or None, required=step.comment_required)
    if form.is_valid() and form.carry_out(service, application, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(application if application.owner_id == request.user.pk else "workspace:home")
    return render(request, "applications/step.html", {"application": application, "form": form, "step": step})


@requires("applications.withdraw", Application, "key")
def withdraw(request, application):
    """Withdraw a proposal."""
    return _step(request, application, "withdraw", services.withdraw)


@requires("applications.return", Application, "key")
def send_back(request, application):
    """Return a proposal for changes."""
    return _step(request, application, "return", services.send_back)


@require_safe
@public
def questions(request):
    """Everything that the form asks, for those who prepare before they register."""
    found = outline()
    files = [
        {
            "url": reverse(f"questions:{extension}"),
            "size": len(exports.file_of(found, extension)),
            "extension": extension,
        }
        for extension in exports.CONTENT_TYPES
    ]
    # the checker and the calls are pages of funding that may be switched off: then there is no link
    checker = address_of("funding:checker") or address_of("eligibility")
    context = {"outline": found, "files": files, "checker": checker}
    return render(request, "applications/questions.html", context)


@require_safe
@public
def questions_file(request, extension):
    """The same as a file. Whoever has it already is told so without it being sent again."""
    found = outline()
    etag = f'"{found.fingerprint}.{extension}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content_type = exports.CONTENT_TYPES[extension]
        response = HttpResponse(exports.file_of(found, extension), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{exports.file_name(found, extension)}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=300)
    return response
