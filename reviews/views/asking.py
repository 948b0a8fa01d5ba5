"""Asking several reviewers at once. Whatever way they are chosen, a preview is confirmed before anybody is asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.access import requires
from core.spreadsheets import download

from .. import forms, services
from ..exports import lists
from ..models import Assignment
from ..selectors import asking, reviewers
from ..services import Wish

ASK = "reviews.assign"


@requires(ASK)
def choose(request):
    """Tick proposals and reviewers; each reviewer is asked about each proposal."""
    form = forms.BulkForm(request.POST or None, user=request.user)
    if form.is_valid():
        return _preview(request, form.wishes, Assignment.Source.BY_HAND, back="reviews:ask")
    narrow = forms.CallFilterForm(request.GET)
    waiting = asking.waiting_for_reviewers(request.user, **narrow.chosen)
    page = Paginator(waiting, 25).get_page(request.GET.get("page"))
    context = {"form": form, "filter": narrow, "page": page, "people": reviewers.reviewer_list()}
    chosen = {name: set(request.POST.getlist(name)) for name in ("proposals", "reviewers")}
    return render(request, "reviews/ask.html", context | {"chosen": chosen, "tab": "choose"})


@requires(ASK)
def from_list(request):
    """Choose a file that says who is asked about what."""
    form = forms.ListForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        return _preview(request, form.wishes, Assignment.Source.LIST, back="reviews:ask_list", problems=form.problems)
    return render(request, "reviews/ask_list.html", {"form": form, "tab": "list"})


@require_safe
@requires(ASK)
def template(request):
    """The list to fill in: a row for each proposal that waits."""
    rows = lists.to_fill_in(asking.waiting_for_reviewers(request.user))
    return download(rows, "csv", name="reviewers", title=_("Reviewers"))


@requires(ASK)
def balance(request):
    """Let the portal choose, so that loads even out and expertise fits."""
    form = forms.BalanceForm(request.POST or None)
    if not form.is_valid():
        return render(request, "reviews/ask_balance.html", {"form": form, "tab": "balance"})
    chosen, few = asking.balanced(request.user, **form.cleaned_data)
    wishes = [Wish(one.application, one.reviewer, form.cleaned_data["due_on"], one.reason) for one in chosen]
    return _preview(request, wishes, Assignment.Source.BALANCED, back="reviews:ask_balance", few=few)


def _preview(request, wishes, source, **context):
    fit, refused = services.sort_out(wishes, by=request.user)
    context |= {"fit": fit, "refused": refused, "preview": forms.sealed(fit, user=request.user, source=source)}
    return render(request, "reviews/ask_preview.html", context)


@require_POST
@requires(ASK)
def confirm(request):
    """Do what was previewed; what was refused meanwhile is listed."""
    form = forms.ConfirmForm(request.POST, user=request.user)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("reviews:ask")
    asked = services.ask(form.wishes, by=request.user, source=form.source)
    number = len(asked.made)
    done = ngettext("%(n)s review is asked for.", "%(n)s reviews are asked for.", number) % {"n": number}
    messages.success(request, done)
    for wish, why in asked.refused:
        facts = {"reference": wish.application.reference, "name": wish.reviewer, "why": why}
        messages.warning(request, _("%(name)s was not asked about %(reference)s: %(why)s") % facts)
    return redirect("reviews:ask")
