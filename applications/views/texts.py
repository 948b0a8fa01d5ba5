"""Writing the sections; their history."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import unsent
from accounts.middleware import AUTOSAVE, passive
from core import panels
from core.access import requires

from .. import forms, selectors, services
from ..forms.texts import new_page
from ..models import Application
from ..sections import SECTIONS
from .proposals import while_open
from .versions import Place, show_history, show_version


@requires("applications.edit", Application, "key")
@while_open()
def section(request, application, section):
    """One narrative section. A script saves at the same address as the button, and is answered with data."""
    written = selectors.texts_of(application).get(section)
    if written is None:
        return redirect(application)
    typed = unsent.typed(request) if request.method == "GET" else None
    known = panels.collect("section", application, section)
    form = _form(request.POST or typed, application, written, known)
    if request.method == "POST" and "choice" not in request.POST and form.is_valid():
        is_kept = form.carry_out(services.write_section, application, section, by=request.user)
        services.be_present(application, section, by=request.user)
        if is_kept:  # also a text that was put aside is in the history
            unsent.forget(request)
        if is_kept and AUTOSAVE not in request.headers and not form.result.is_aside:
            return _saved(request, application, section, form.result)
        written = form.result.holder if is_kept else written
    if AUTOSAVE in request.headers:
        return JsonResponse(_answer(form, application, written, request))
    context = {"application": application, "kind": SECTIONS[section], "written": written, "was_signed_out": typed}
    context |= {"form": form, "seal": unsent.seal(request)} | _both(request, form, application, written)
    context |= {"writers": _who_writes(application, section, request.user), "panels": known}
    return render(request, "applications/section.html", context)


def _form(data, application, written, known=()):
    suggested = "\n".join(panel.context.get("text", "") for panel in known) if written.revision == 0 else ""
    return forms.SectionForm(
        data,
        kind=SECTIONS[written.key],
        limit=selectors.section_limits(application.funding_year).get(written.key),
        initial={"text": written.text or suggested, "revision": written.revision, "page": new_page()},
    )


def _saved(request, application, section, result):
    """After the button: on to the next section or back; back to the text itself if it was joined with a colleague's."""
    if result.is_joined:
        messages.info(request, _("Saved. A colleague’s changes are in the text too: please read it again."))
        return redirect("applications:section", key=application.key, section=section)
    messages.success(request, _("Saved."))
    keys = list(SECTIONS)
    following = keys[keys.index(section) + 1 :]
    if "continue" in request.POST and following:
        return redirect("applications:section", key=application.key, section=following[0])
    return redirect(application)


def _both(request, form, application, written):
    """What the page shows besides when two texts contradict each other: the colleague's, and a form based on it."""
    is_choice = "choice" in request.POST and form.is_bound
    if not is_choice and not (hasattr(form, "result") and form.result.is_aside):
        return {}
    mine = form["text"].value() or ""
    text = f"{written.text}\n\n{mine}" if is_choice else mine
    fresh = {"text": text, "revision": written.revision, "page": new_page()}
    return {"form": _form(fresh, application, written), "theirs": written, "form_id": "writing"}


def _answer(form, application, written, request):
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
        context = {"theirs": written, "application": application, "form_id": "writing"}
        answer["panel"] = render_to_string("applications/_both_texts.html", context, request=request)
    return answer


@require_POST
@passive
@requires("applications.edit", Application, "key")
def presence(request, application, section):
    """A page tells every 20 seconds that it is open, and hears who else writes and which text holds now."""
    written = selectors.texts_of(application).get(section)
    if written is None:
        raise Http404
    services.be_present(application, section, by=request.user)
    texts = {"text": {"revision": written.revision}}
    return JsonResponse({"writers": _who_writes(application, section, request.user), "texts": texts})


def _who_writes(application, section, user):
    return selectors.in_words(selectors.writers_of(application, besides=user).get(section, ()))


def _with_history(application, section):
    """The section, if it was ever saved; Http404 otherwise."""
    written = selectors.texts_of(application).get(section)
    if written is None or written.pk is None:
        raise Http404
    return written


@require_safe
@requires("applications.see_team", Application, "key")
def history(request, application, section):
    """Who wrote what in a section, and when."""
    written = _with_history(application, section)
    return show_history(request, _place(application, section), written)


@requires("applications.see_team", Application, "key")
def version(request, application, section, number):
    """One text of a section; whoever may write can make it the section's again."""
    written = _with_history(application, section)
    return show_version(request, _place(application, section), written, number, services.restore_text)


def _place(application, section):
    place = {"key": application.key, "section": section}
    address, past = reverse("applications:section", kwargs=place), reverse("applications:history", kwargs=place)
    return Place(application, str(SECTIONS[section].title), section, address, past)
