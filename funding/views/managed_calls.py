"""The pages of those who keep calls; auditors read them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, get_visible_or_404, requires
from core.forms import ReasonForm, ServiceForm, posted

from ..forms.calls import CallForm, CorrectionForm, ExtensionForm, documents_of
from ..models import Call
from ..selectors import calls as selectors
from ..services import calls as services
from ..services import extensions
from ..workflow import CALL

KEEP, SEE = "funding.keep_calls", "funding.see_calls"
STEPS = {"open": services.open_call, "close": services.close_call, "decide": services.decide_call}


@requires(SEE)
def managed_calls(request):
    """All calls, drafts included."""
    page = Paginator(selectors.kept_calls(), 25).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": allows(request.user, KEEP)}
    return render(request, "funding/managed_calls.html", context)


@requires(SEE, Call)
def managed_call(request, call):
    """One call: what it says, its steps, its extensions, its history."""
    waiting = call.extensions.waiting().select_related("proposed_by").first()
    context = {
        "call": call,
        "may_keep": allows(request.user, KEEP, call),
        "steps": CALL.available(call, request.user),
        "obstacles": list(CALL["open"].guard(call)) if call.state == Call.State.DRAFT else [],
        "waiting": waiting,
        "is_mine": waiting and waiting.proposed_by_id == request.user.pk,
        "may_extend": call.phase in {"OPEN", "SOON"} and call.deadline_at and not waiting,
        "extensions": selectors.extensions_of(call).select_related("proposed_by", "confirmed_by"),
        "followers": call.followers.exclude(confirmed_at=None).count(),
        "events": audit.history(call, internal=True),
        "panels": panels.collect("managed_call", call, request.user),
    }
    return render(request, "funding/managed_call.html", context)


@requires(KEEP)
def add_call(request):
    """Begin a draft."""
    return _keep(request, None)


@requires(KEEP, Call)
def edit_call(request, call):
    """Change a draft; an open call is corrected instead."""
    if call.state != Call.State.DRAFT:
        messages.info(request, _("This call is no draft any more."))
        return redirect("funding:managed_call", pk=call.pk)
    return _keep(request, call)


def _keep(request, call):
    form = CallForm(request.POST or None, instance=call)
    documents = documents_of(call, request.POST or None)
    if _both_valid(form, documents) and form.attempt(
        services.keep_call, call, by=request.user, documents=documents.rows, **form.kept
    ):
        messages.success(request, _("Saved."))
        return redirect("funding:managed_call", pk=form.result.pk)
    return render(request, "funding/call_form.html", {"call": call, "form": form, "documents": documents})


def _both_valid(form, documents):
    """Whether form and documents are valid; the summary on top says so when it is the documents that are not."""
    if not form.is_bound:
        return False
    if not documents.is_valid():
        form.add_error(None, _("Documents asked for: each needs a title in all three languages."))
    return form.is_valid()


@requires(KEEP, Call)
def correct_call(request, call):
    """Correct an open call, with a reason that everybody who follows it gets."""
    if call.state != Call.State.OPEN:
        messages.info(request, _("Only an open call can be corrected."))
        return redirect("funding:managed_call", pk=call.pk)
    form = CorrectionForm(request.POST or None, instance=call)
    documents = documents_of(call, request.POST or None)
    if _both_valid(form, documents) and form.carry_out(
        services.correct_call, call, by=request.user, documents=documents.rows
    ):
        messages.success(request, _("The call is corrected, and everybody who follows it is told."))
        return redirect("funding:managed_call", pk=call.pk)
    return render(request, "funding/call_correct.html", {"call": call, "form": form, "documents": documents})


def _confirmed(request, call, form, service, *, title, done, **page):
    """A page that says what will happen, and one button: works by keyboard and without JavaScript."""
    if request.method == "POST" and form.is_valid() and form.attempt(service):
        messages.success(request, done)
        return redirect("funding:managed_call", pk=call.pk)
    return render(request, "funding/call_step.html", {"call": call, "form": form, "title": title, **page})


@requires(KEEP, Call)
def step(request, call, name):
    """Open, close or decide."""
    transition, form = CALL[name], ServiceForm(posted(request))

    def take():
        return STEPS[name](call, by=request.user)

    done = _("Done: %(step)s.") % {"step": transition.label}
    return _confirmed(request, call, form, take, title=transition.label, done=done, lead=transition.confirm)


@requires(KEEP, Call)
def extend_call(request, call):
    """Propose a later deadline."""
    if call.deadline_at is None:
        messages.info(request, _("This call has no deadline."))
        return redirect("funding:managed_call", pk=call.pk)
    form = ExtensionForm(request.POST or None, call=call)

    def propose():
        data = form.cleaned_data
        kwargs = {"deadline_at": data["deadline_at"], "reason": data["comment"]}
        return extensions.propose_extension(call, by=request.user, **kwargs)

    lead = _("For everybody alike. Nothing moves until a second person has confirmed it.")
    done = _("The later deadline is proposed. It waits for a second person.")
    page = {"title": _("Propose a later deadline"), "lead": lead, "show_deadline": True}
    return _confirmed(request, call, form, propose, done=done, **page)


def _waiting(request, call, pk):
    """An extension that waits; None, with a message, when it was settled meanwhile."""
    extension = get_visible_or_404(call.extensions.all(), request.user, pk=pk)
    if extension.confirmed_at:
        messages.info(request, _("This later deadline is confirmed already."))
        return None
    return extension


@requires(KEEP, Call)
def confirm_extension(request, call, extension):
    """Confirm a later deadline, as a second person."""
    if (found := _waiting(request, call, extension)) is None:
        return redirect("funding:managed_call", pk=call.pk)
    form = ServiceForm(posted(request))

    def confirm():
        return extensions.confirm_extension(found, by=request.user)

    lead = _("The deadline moves for everybody. All who follow the call and all with a draft for it are told.")
    done = _("The deadline has moved, and everybody concerned is told.")
    page = {"title": _("Confirm the later deadline"), "lead": lead, "extension": found, "refuse": True}
    page["is_mine"] = found.proposed_by_id == request.user.pk
    return _confirmed(request, call, form, confirm, done=done, **page)


@requires(KEEP, Call)
def refuse_extension(request, call, extension):
    """Refuse a later deadline, as a second person."""
    if (found := _waiting(request, call, extension)) is None:
        return redirect("funding:managed_call", pk=call.pk)
    form = ReasonForm(request.POST or None)

    def refuse():
        return extensions.refuse_extension(found, by=request.user, reason=form.cleaned_data["comment"])

    lead = _("The deadline stays as it is. The person who proposed to move it gets your reason.")
    done = _("The later deadline is refused.")
    page = {"title": _("Refuse the later deadline"), "lead": lead, "extension": found}
    return _confirmed(request, call, form, refuse, done=done, **page)


@requires(KEEP, Call)
def withdraw_extension(request, call, extension):
    """Take back a later deadline that one proposed."""
    if (found := _waiting(request, call, extension)) is None:
        return redirect("funding:managed_call", pk=call.pk)
    form = ServiceForm(posted(request))

    def withdraw():
        return extensions.withdraw_extension(found, by=request.user)

    done = _("The proposal is withdrawn.")
    page = {"title": _("Withdraw the later deadline"), "lead": _("The deadline stays as it is."), "extension": found}
    return _confirmed(request, call, form, withdraw, done=done, **page)
