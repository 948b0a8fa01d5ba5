"""Concept notes, for those who write them and those who answer them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires, signed_in
from core.forms import ReasonForm, ServiceForm, posted

from .. import forms, selectors, services
from ..models import ConceptNote, ConceptState
from ..sections import CONCEPT_LIMITS
from ..workflow import CONCEPT, missing_in_concept


@signed_in
def concepts(request):
    """A person's own concept notes."""
    page = Paginator(selectors.my_concepts(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "applications/concepts.html", {"page": page})


@requires("applications.list_concepts")
def received(request):
    """Those sent to one's Regional Office and to the Fund."""
    form = forms.ConceptFilterForm(request.GET)
    page = Paginator(selectors.received_concepts(request.user, **form.chosen), 25).get_page(request.GET.get("page"))
    return render(request, "applications/concepts_received.html", {"page": page, "form": form})


@requires("applications.start")
def begin_concept(request):
    """Begin a concept note."""
    known = selectors.known_of(request.user)
    names = ("contact_name", "contact_email", "contact_phone", "government_partner")
    return _write(request, None, {name: known[name] for name in names if name in known})


@requires("applications.write_concept", ConceptNote, "key")
def edit_concept(request, note):
    """Go on writing it."""
    if request.method == "GET" and note.state != ConceptState.DRAFT:
        messages.info(request, _("This concept note was sent and can no longer be changed."))
        return redirect(note)
    return _write(request, note, {})


def _write(request, note, initial):
    form = forms.ConceptForm(request.POST or None, instance=note, initial=initial)
    if form.is_valid() and form.carry_out(services.keep_concept, note, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(form.result)
    return render(request, "applications/concept_form.html", {"note": note, "form": form, "limits": CONCEPT_LIMITS})


@requires("applications.view_concept", ConceptNote, "key")
def concept(request, note):
    """One concept note: its text, its steps, its history."""
    is_author = allows(request.user, "applications.write_concept", note)
    context = {
        "note": note,
        "is_author": is_author,
        "excluded": [title for code, title in selectors.exclusions() if code in note.excluded],
        "missing": list(missing_in_concept(note)) if is_author and note.state == ConceptState.DRAFT else [],
        "warnings": selectors.eligibility_of(note),
        "steps": CONCEPT.available(note, request.user),
        "events": audit.history(note),
    }
    return render(request, "applications/concept.html", context)


def _step(request, note, name, form, act):
    """One step on its own page, so that it works without JavaScript and can be thought over."""
    step = CONCEPT[name]
    if request.method == "POST" and form.is_valid() and form.carry_out(act, note, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(note)
    return render(request, "applications/concept_step.html", {"note": note, "form": form, "step": step})


@requires("applications.write_concept", ConceptNote, "key")
def send_concept(request, note):
    """Send it."""
    return _step(request, note, "send", ServiceForm(posted(request)), services.send_concept)


@requires("applications.write_concept", ConceptNote, "key")
def withdraw_concept(request, note):
    """Withdraw it."""
    form = ReasonForm(posted(request), required=False)
    return _step(request, note, "withdraw", form, services.withdraw_concept)


@requires("applications.answer_concept", ConceptNote, "key")
def invite(request, note):
    """Invite the full proposal."""
    calls = selectors.fitting_calls(coverage=note.coverage, line=note.line, region=note.region, language=note.language)
    return _step(request, note, "invite", forms.InviteForm(posted(request), calls=calls), services.invite_concept)


@requires("applications.answer_concept", ConceptNote, "key")
def decline(request, note):
    """Decline it with a reason."""
    return _step(request, note, "decline", ReasonForm(posted(request)), services.decline_concept)


@requires("applications.write_concept", ConceptNote, "key")
def start_from_concept(request, note):
    """The full proposal of an invited note: what it takes over, and one button."""
    if note.state != ConceptState.INVITED:
        return redirect(note)
    form = ServiceForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(services.start_from_concept, note, by=request.user)
    ):
        return redirect("applications:carried", key=form.result.key)
    context = {"note": note, "form": form, "carried": selectors.carried_by(note)}
    return render(request, "applications/concept_start.html", context)
