"""The narrative of a report: one section a page, written together, with what the plan and the last report offer."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import unsent
from accounts.middleware import AUTOSAVE, passive
from applications.selectors import history_of, in_words, version_of
from core.access import allows, requires
from core.forms import ServiceForm, posted
from plans.selectors import framework

from .. import services
from ..forms.texts import SectionForm, new_page
from ..models import Report
from ..sections import sections_of
from ..selectors.texts import lacking_in_text, offers_for, texts_of, writers_of
from .writing import RELATED, while_written


@require_safe
@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def texts(request, report):
    """Straight to the first section that lacks something, else to the first."""
    known = sections_of(report.duty.kind)
    written = texts_of(report)
    lacking = (key for key, kind in known.items() if any(lacking_in_text(kind, written[key].text)))
    return redirect("monitoring:section", key=report.key, section=next(lacking, next(iter(known))))


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def section(request, report, section):
    """One section. A script saves at the same address as the button, and is answered with data."""
    kind, written = _of(report, section)
    typed = unsent.typed(request) if request.method == "GET" else None
    offers = offers_for(report, kind, framework(report.version))
    taken = next((offer for offer in offers if offer.key == request.GET.get("from") and not written.text), None)
    form = _form(posted(request) or typed, kind, written, taken.text if taken else written.text)
    if request.method == "POST" and "choice" not in request.POST and form.is_valid():
        is_kept = form.carry_out(services.write_text, report, section, by=request.user)
        services.be_present(report, section, by=request.user)
        if is_kept:  # also a text that was put aside is in the history
            unsent.forget(request)
        if is_kept and AUTOSAVE not in request.headers and not form.result.is_aside:
            return _saved(request, report, section, form.result)
        written = form.result.holder if is_kept else written
    if AUTOSAVE in request.headers:
        return JsonResponse(_answer(form, report, written, request))
    context = {"report": report, "kind": kind, "written": written, "was_signed_out": typed, "taken": taken}
    context |= {"form": form, "seal": unsent.seal(request), "offers": offers, "language": _language(report)}
    context |= {"writers": _who_writes(report, section, request.user)} | _both(request, form, kind, written)
    return render(request, "monitoring/section.html", context)


def _of(report, key):
    """(section, its text) of a report; Http404 for a section that its kind does not have."""
    kind = sections_of(report.duty.kind).get(key)
    if kind is None:
        raise Http404
    return kind, texts_of(report)[key]


def _language(report):
    """The language in which the report is written, for pages that mark texts with it."""
    return {"language": report.version.plan.language}


def _form(data, kind, written, text):
    return SectionForm(data, section=kind, initial={"text": text, "revision": written.revision, "page": new_page()})


def _saved(request, report, key, result):
    """After the button: on to the next section or back; back to the text itself if it was joined with a colleague's."""
    if result.is_joined:
        messages.info(request, _("Saved. A colleague’s changes are in the text too: please read it again."))
        return redirect("monitoring:section", key=report.key, section=key)
    messages.success(request, _("Saved."))
    keys = list(sections_of(report.duty.kind))
    following = keys[keys.index(key) + 1 :]
    if "continue" in request.POST and following:
        return redirect("monitoring:section", key=report.key, section=following[0])
    return redirect(report)


def _both(request, form, kind, written):
    """What the page shows besides when two texts contradict each other: the colleague's, and a form based on it."""
    is_choice = "choice" in request.POST and form.is_bound
    if not is_choice and not (hasattr(form, "result") and form.result.is_aside):
        return {}
    mine = form["text"].value() or ""
    text = f"{written.text}\n\n{mine}" if is_choice else mine
    return {"form": _form(None, kind, written, text), "theirs": written, "form_id": "writing"}


def _answer(form, report, written, request):
    """What a page's script needs to know after it sent a text (static/js/autosave.js)."""
    if not hasattr(form, "result"):
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return {"state": "refused", "sentences": sentences}
    result, sent = form.result, form.cleaned_data["revision"]
    if result.revision:
        sent = result.revision.number
    answer = {
        "state": "aside" if result.is_aside else "joined" if result.is_joined else "saved",
        "value": written.text,
        "hidden": {"revision": written.revision},
        "hidden_meanwhile": {"revision": sent if result.is_joined else written.revision},
        "left": request.session.get_expiry_age(),
    }
    if result.is_aside:
        context = {"theirs": written, "application": _language(report), "form_id": "writing"}
        answer["panel"] = render_to_string("applications/_both_texts.html", context, request=request)
    return answer


@require_POST
@passive
@requires("monitoring.write", Report, "key", related=RELATED)
def presence(request, report, section):
    """A page tells every 20 seconds that it is open, and hears who else writes and which text holds now."""
    _kind, written = _of(report, section)
    services.be_present(report, section, by=request.user)
    known = {"text": {"revision": written.revision}}
    return JsonResponse({"writers": _who_writes(report, section, request.user), "texts": known})


def _who_writes(report, key, user):
    return in_words(writers_of(report, key, besides=user))


@require_safe
@requires("monitoring.write", Report, "key", related=RELATED)
def history(request, report, section):
    """Who wrote what in a section, and when."""
    kind, written = _of(report, section)
    if written.pk is None:
        raise Http404
    page, entries = history_of(written, request.GET.get("page"))
    context = {"report": report, "kind": kind, "page": page, "entries": entries} | _language(report)
    return render(request, "monitoring/text_history.html", context)


@requires("monitoring.write", Report, "key", related=RELATED)
def version(request, report, section, number):
    """One text of a section; whoever may write can make it the section's again."""
    kind, written = _of(report, section)
    entry = written.pk and version_of(written, number)
    if not entry:
        raise Http404
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.restore_text, report, section, by=request.user, number=number):
        messages.success(request, _("Restored. The text that stood there before is in the history."))
        return redirect("monitoring:section", key=report.key, section=section)
    may_restore = report.is_editable and allows(request.user, "monitoring.write", report)
    context = {"report": report, "kind": kind, "entry": entry, "form": form, "may_restore": may_restore}
    return render(request, "monitoring/text_version.html", context | _language(report))
