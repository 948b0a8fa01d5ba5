"""Enquiries, for those who answer them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import requires
from core.forms import posted

from .. import services
from ..forms import AnswerForm, AssignForm, EnquiryFilterForm, NoteForm
from ..models import Enquiry, Topic
from ..selectors.enquiries import answer_by, listed, thread
from ..selectors.places import regions
from ..workflow import ENQUIRY
from .desk import KEY, RULE, country_of, detail, is_saved, page_of, steps_of, take_step

RELATED = ["assigned_to", "mailbox"]
NO_BUTTON = {"answer", "continue"}  # a form on the page is one, the sender's own page the other


@require_safe
@requires(RULE)
def enquiry_list(request):
    """Enquiries, who waits longest first; filters stand in the address."""
    names = regions()
    form = EnquiryFilterForm(request.GET, region_choices=names)
    page, by_code = page_of(request, listed(request.user, **form.chosen)), dict(names)
    for enquiry in page.object_list:
        enquiry.region_name, enquiry.answer_by = by_code.get(enquiry.region_code, ""), answer_by(enquiry)
    return render(request, "content/enquiries.html", {"page_obj": page, "form": form, "title": _("Enquiries")})


@requires(RULE, Enquiry, KEY, related=RELATED)
def enquiry(request, enquiry):
    """The thread of an enquiry, what is known of its sender, its steps and its history."""
    return _detail(request, enquiry)


def _detail(request, enquiry, **forms):
    context = {
        "title": _("Enquiries"),
        "list_url": reverse("desk:enquiries"),
        "thread": thread(enquiry, with_notes=True),
        "facts": _facts(enquiry),
        "answer": AnswerForm(initial={"revision": enquiry.revision}),
        "assign": AssignForm(enquiry=enquiry, prefix="assign"),
        "steps": steps_of(request, ENQUIRY, enquiry, without=NO_BUTTON),
        "may_answer": ENQUIRY.can("answer", enquiry, request.user) and enquiry.wiped_at is None,
    }
    return detail(request, "content/enquiry.html", enquiry, **context | forms)


def _facts(enquiry):
    """(label, value) of what is known."""
    return [
        (_("Name"), enquiry.name),
        (_("E-mail"), enquiry.email),
        (_("Organisation"), enquiry.organisation),
        (_("Country"), country_of(enquiry)),
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
    if is_saved(request, form, services.answer_enquiry, enquiry, said=_("The answer is on its way.")):
        return redirect(enquiry)
    return _detail(request, enquiry, answer=form)


@requires(RULE, Enquiry, KEY, related=RELATED)
def note(request, enquiry):
    """Add an internal note."""
    form = NoteForm(posted(request), prefix="note")
    if is_saved(request, form, services.note_enquiry, enquiry):
        return redirect(enquiry)
    return _detail(request, enquiry, note=form)


@requires(RULE, Enquiry, KEY, related=RELATED)
def assign(request, enquiry):
    """Give it to somebody."""
    form = AssignForm(posted(request), enquiry=enquiry, prefix="assign")
    if is_saved(request, form, services.assign_enquiry, enquiry):
        return redirect(enquiry)
    return _detail(request, enquiry, assign=form)


@requires(RULE, Enquiry, KEY)
def step(request, enquiry, name):
    """Take a step."""
    return take_step(request, ENQUIRY, enquiry, name, services.step_enquiry, without=NO_BUTTON)
