"""What the pages of enquiries and of pledges have in common, for those who answer and follow them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.forms import ReasonForm, ServiceForm, posted

from ..forms import NoteForm
from ..selectors.places import countries

RULE, KEY = "content.answer_enquiries", "reference"
A_PAGE = 25


def page_of(request, letters):
    """The page of ``letters`` that the address names, its rows loaded."""
    page = Paginator(letters, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return page


def country_of(letter):
    """The name of the country somebody wrote from, in the active language; "" for none."""
    return next((name for code, name, _region in countries() if code == letter.country_code), "")


def steps_of(request, workflow, letter, *, without=()):
    """The steps that the page offers: those of ``workflow`` that the person may take now and no guard forbids."""
    steps = workflow.available(letter, request.user)
    return [one for one in steps if one.name not in without and not (one.guard and one.guard(letter))]


def detail(request, template, letter, **context):
    """The page of a letter, with its history and the form of a note."""
    shared = {"letter": letter, "note": NoteForm(prefix="note"), "events": audit.history(letter)}
    return render(request, template, shared | context)


def is_saved(request, form, service, letter, said=""):
    """Whether ``service`` carried out a valid form on a letter; the next page has the words ``said``.

    Somebody may have been quicker: a refused form is shown beside the letter as it is now, and may be sent again.
    """
    if form.is_valid() and form.carry_out(service, letter, by=request.user):
        messages.success(request, said or _("Saved."))
        return True
    if form.is_bound and "revision" in form.fields:
        letter.refresh_from_db()
        form.data = form.data.copy()
        form.data[form.add_prefix("revision")] = letter.revision
    return False


def take_step(request, workflow, letter, name, service, *, without=()):
    """The page that asks before a step, and takes it."""
    try:
        step = workflow[name]
    except KeyError as error:
        raise Http404 from error
    if name in without:
        raise Http404
    form = ReasonForm(request.POST or None) if step.comment_required else ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, letter, name, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(letter)
    return render(request, "content/letter_step.html", {"letter": letter, "form": form, "step": step})
