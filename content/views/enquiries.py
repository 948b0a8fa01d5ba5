"""Enquiries, for those who answer them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import audit
from core.access import requires
from core.forms import ReasonForm, ServiceForm, posted

from .. import services
from ..forms import AnswerForm, AssignForm, EnquiryFilterForm, NoteForm
from ..models import Enquiry, Topic
from ..selectors.enquiries import answer_by, listed, thread
from ..selectors.places import countries, regions
from ..workflow import ENQUIRY

RULE, KEY = "content.answer_enquiries", "reference"
RELATED = ["assigned_to", "mailbox"]
A_PAGE = 25


@require_safe
@requires(RULE)
def enquiry_list(request):
    """Enquiries, who waits longest first; filters stand in the address."""
    names = regions()
    form = EnquiryFilterForm(request.GET, region_choices=names)
    page = Paginator(listed(request.user, **form.chosen), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    by_code = dict(names)
    for enquiry in page.object_list:
        enquiry.region_name, enquiry.answer_by = by_code.get(enquiry.region_code, ""), answer_by(enquiry)
    return render(request, "content/enquiries.html", {"page_obj": page, "form": form, "chosen": form.chosen})


@requires(RULE, Enquiry, KEY, related=RELATED)
def enquiry(request, enquiry):
    """The thread of an enquiry, what is known of its sender, its steps and its history."""
    return _detail(request, enquiry)


def _detail(request, enquiry, **forms):
    context = {
        "enquiry": enquiry,
        "thread": thread(enquiry, with_notes=True),
        "facts": _facts(enquiry),
        "answer": AnswerForm(initial={"revision": enquiry.revision}),
        "note": NoteForm(prefix="note"),
        "assign": AssignForm(enquiry=enquiry, prefix="assign"),
        "steps": [step for step in ENQUIRY.available(enquiry, request.user) if step.name not in {"answer", "continue"}],
        "may_answer": ENQUIRY.can("answer", enquiry, request.user) and enquiry.wiped_at is None,
        "events": audit.history(enquiry),
        **forms,
    }
    return render(request, "content/enquiry.html", context)


def _facts(enquiry):
    """(label, value) of what is known."""
    country = next((name for code, name, _region in countries() if code == enquiry.country_code), "")
    return [
        (_("Name"), enquiry.name),
        (_("E-mail"), enquiry.email),
        (_("Organisation"), enquiry.organisation),
        (_("Country"), country),
        (_("Topic"), Topic(enquiry.topic).label),
        (_("Region"), dict(regions()).get(enquiry.region_code, "")),
        (_("Language"), enquiry.get_language_display()),
        (_("Goes to the mailbox"), enquiry.mailbox),
        (_("Assigned to"), enquiry.assigned_to),
    ]


@requires(RULE, Enquiry, KEY, related=RELATED)
def answer(request, enquiry):
    """Answer."""
    form = AnswerForm(posted(request), initial={"revision": enquiry.revision})
    if form.is_valid() and form.carry_out(services.answer_enquiry, enquiry, by=request.user):
        messages.success(request, _("The answer is on its way."))
        return redirect(enquiry)
    return _detail(request, _again(enquiry), answer=_at_present(form, enquiry))


@requires(RULE, Enquiry, KEY, related=RELATED)
def note(request, enquiry):
    """Add an internal note."""
    form = NoteForm(posted(request), prefix="note")
    if form.is_valid() and form.carry_out(services.note_enquiry, enquiry, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(enquiry)
    return _detail(request, enquiry, note=form)


@requires(RULE, Enquiry, KEY, related=RELATED)
def assign(request, enquiry):
    """Give it to somebody."""
    form = AssignForm(posted(request), enquiry=enquiry, prefix="assign")
    if form.is_valid() and form.carry_out(services.assign_enquiry, enquiry, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(enquiry)
    return _detail(request, _again(enquiry), assign=_at_present(form, enquiry))


def _again(enquiry):
    """The enquiry as it is now: somebody may have been quicker."""
    return Enquiry.objects.select_related(*RELATED).get(pk=enquiry.pk)


def _at_present(form, enquiry):
    """A refused form, which may be sent again now that its writer sees what changed."""
    if form.is_bound:
        form.data = form.data.copy()
        form.data[form.add_prefix("revision")] = Enquiry.objects.values_list("revision", flat=True).get(pk=enquiry.pk)
    return form


def _step(request, enquiry, name, service, form=None):
    step = ENQUIRY[name]
    form = form or ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, enquiry, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(enquiry)
    return render(request, "content/letter_step.html", {"letter": enquiry, "form": form, "step": step})


@requires(RULE, Enquiry, KEY)
def release(request, enquiry):
    """Pass on what was held."""
    return _step(request, enquiry, "release", services.release_enquiry)


@requires(RULE, Enquiry, KEY)
def close(request, enquiry):
    """Close with a reason."""
    return _step(request, enquiry, "close", services.close_enquiry, ReasonForm(request.POST or None))


@requires(RULE, Enquiry, KEY)
def reopen(request, enquiry):
    """Open again."""
    return _step(request, enquiry, "reopen", services.reopen_enquiry)


@requires(RULE, Enquiry, KEY)
def spam(request, enquiry):
    """Put aside as spam."""
    return _step(request, enquiry, "spam", services.mark_spam)
