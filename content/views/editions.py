"""Writing an edition of a page, seeing it as readers will, publishing it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import unsent
from accounts.middleware import AUTOSAVE
from core import audit
from core.access import requires
from core.forms import ReasonForm, ServiceForm, posted
from core.rewording import block_pieces
from core.templatetags.portal import colon

from .. import services
from ..forms import EditionForm, ScheduleForm
from ..markup import render as to_pieces
from ..models import Edition, Page
from ..workflow import EDITION

RELATED = ["page", "written_by", "published_by"]


@require_POST
@requires("content.keep_pages", Page)
def begin(request, page, language):
    """Open the draft of a language; a new one starts as what is public."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return redirect("pages:write", pk=services.begin_edition(page, language, by=request.user).pk)


@requires("content.keep_pages", Edition, related=RELATED)
def write(request, edition):
    """Write an edition; “Preview” shows it below, as readers will see it, without saving.

    A draft saves itself: a script sends it to the same address as the button, and is answered with data.
    """
    typed = unsent.typed(request) if request.method == "GET" else None
    form, by_itself = EditionForm(typed or request.POST or None, edition=edition), AUTOSAVE in request.headers
    is_sent = request.method == "POST" and "preview" not in request.POST and form.is_valid()
    is_saved = is_sent and form.attempt(
        services.write_edition, edition, by=request.user, by_itself=by_itself, **form.cleaned_data
    )
    if is_saved:
        unsent.forget(request)
    if by_itself:
        return JsonResponse(_answer(request, form, edition))
    if is_saved:
        messages.success(request, _("Saved."))
        services.check_edition(form.result)  # what leads nowhere is said on the page that follows
        return redirect("pages:write" if "stay" in request.POST else "pages:edition", pk=edition.pk)
    context = {"edition": edition, "form": form, "seal": unsent.seal(request), "was_signed_out": typed}
    context |= {"text": to_pieces(form["text"].value() or "", edition.language), "is_unsaved": form.is_bound}
    context |= {"broken": edition.broken_links.all(), "theirs": _theirs(edition, form) if is_sent else None}
    # beside a colleague's words it waits until the person has said whose words stay
    context["saves_itself"] = edition.state == Edition.State.DRAFT and not context["theirs"]
    template = "content/_preview.html" if request.htmx else "content/edition_write.html"
    return render(request, template, context)


def _theirs(edition, form):
    """What somebody saved meanwhile, and how the typed words differ from it, by label; None where nobody did.

    The form goes on from their revision: whoever saves now has seen what they replace.
    """
    edition.refresh_from_db()
    sent = form.cleaned_data
    if not edition.is_open or sent.get("revision") in {None, edition.revision}:
        return None
    form.data["revision"] = edition.revision
    names = [name for name in ("title", "lead", "text", "note") if getattr(edition, name) != sent.get(name, "")]
    return [(form.fields[name].label, block_pieces(getattr(edition, name), sent.get(name, ""))) for name in names]


def _answer(request, form, edition):
    """What a page's script needs to know after it sent the words (static/js/autosave.js)."""
    if hasattr(form, "result"):
        hidden, left = {"revision": form.result.revision}, request.session.get_expiry_age()
        return {"state": "saved", "hidden": hidden, "left": left}
    if form.non_field_errors() and (theirs := _theirs(edition, form)):
        panel = render_to_string("content/_theirs.html", {"edition": edition, "theirs": theirs}, request=request)
        return {"state": "aside", "hidden": {"revision": edition.revision}, "panel": panel}
    sentences = [
        f"{colon(form.fields[name].label)} {sentence}" if name in form.fields else sentence
        for name, errors in form.errors.items()
        for sentence in errors
    ]
    return {"state": "refused", "sentences": sentences}


@requires("content.keep_pages", Edition, related=RELATED)
def edition(request, edition):
    """An edition as readers see it, what it changes, and its steps."""
    editions = edition.page.editions.filter(language=edition.language)
    before = editions.filter(number__lt=edition.number, state__in=Edition.SHOWN).order_by("-number").first()
    context = {
        "edition": edition,
        "text": to_pieces(edition.text, edition.language),
        "before": before,
        "blocks": block_pieces(before.text, edition.text) if before else [],
        "broken": edition.broken_links.all(),
        "steps": [step for step in EDITION.available(edition, request.user) if step.name != "replace"],
        "may_restore": not edition.is_open and edition.state != Edition.State.PUBLIC,
        "events": audit.history(edition),
    }
    return render(request, "content/edition.html", context)


def _step(request, edition, name, service, form=None):
    step = EDITION[name]
    form = form or ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, edition, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(edition)
    is_over = form.is_bound and step not in EDITION.available(
        edition, request.user
    )  # taken in another tab or by a colleague
    context = {"edition": edition, "form": form, "step": step, "is_over": is_over}
    return render(request, "content/edition_step.html", context)


@requires("content.keep_pages", Edition)
def publish(request, edition):
    """Make an edition public now."""
    return _step(request, edition, "publish", services.publish_edition)


@requires("content.keep_pages", Edition)
def schedule(request, edition):
    """Have an edition become public at a time."""
    return _step(request, edition, "schedule", services.schedule_edition, ScheduleForm(request.POST or None))


@requires("content.keep_pages", Edition)
def unschedule(request, edition):
    """Keep an edition from becoming public at its time."""
    return _step(request, edition, "unschedule", services.unschedule_edition)


@requires("content.keep_pages", Edition)
def drop(request, edition):
    """Drop a draft."""
    return _step(request, edition, "drop", services.drop_edition)


@requires("content.keep_pages", Edition)
def withdraw(request, edition):
    """Take the public edition of a language off the site."""
    return _step(request, edition, "withdraw", services.withdraw_edition, ReasonForm(request.POST or None))


@requires("content.keep_pages", Edition)
def restore(request, edition):
    """Begin a draft with the words of an earlier edition."""
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.restore_edition, edition, by=request.user):
        messages.success(request, _("A draft starts with these words. Read it once more, then publish it."))
        return redirect("pages:write", pk=form.result.pk)
    return render(request, "content/edition_restore.html", {"edition": edition, "form": form})
