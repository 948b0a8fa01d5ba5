"""Reviewers' own page, and reviewers as officers see them; the report on conflicts of interest."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import allows, requires
from core.spreadsheets import download

from .. import forms, services
from ..exports import declarations
from ..models import Tie
from ..selectors import reviewers as selectors


@requires("reviews.keep_profile")
def profile(request):
    """What one tells the Fund as a reviewer."""
    form = forms.ProfileForm(request.POST or None, instance=selectors.profile_of(request.user))
    if form.is_valid() and form.carry_out(services.keep_profile, request.user, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("reviews:profile")
    context = {"form": form, "ties": selectors.ties_of(request.user)}
    return render(request, "reviews/profile.html", context)


@requires("reviews.keep_profile")
def tie(request):
    """Declare a tie of one's own."""
    return _tie(request, request.user, "reviews:profile")


def _tie(request, reviewer, back, **keys):
    form = forms.TieForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.add_tie, reviewer, by=request.user):
        messages.success(request, _("The tie is declared. Reviews that it concerns are closed."))
        return redirect(back, **keys)
    context = {"form": form, "reviewer": reviewer, "back_url": reverse(back, kwargs=keys)}
    return render(request, "reviews/tie.html", context)


@require_POST
@requires("reviews.end_tie", Tie)
def end_tie(request, tie):
    """End a tie."""
    services.end_tie(tie, by=request.user)
    messages.success(request, _("The tie is ended."))
    if tie.reviewer_id == request.user.pk:
        return redirect("reviews:profile")
    return redirect("reviews:reviewer", pk=tie.reviewer_id)


@require_safe
@requires("reviews.open_reviewers")
def reviewer_list(request):
    """All reviewers with load, expertise and ties."""
    form = forms.ReviewerFilterForm(request.GET)
    page = Paginator(selectors.reviewer_list(**form.chosen), 25).get_page(request.GET.get("page"))
    return render(request, "reviews/reviewers.html", {"form": form, "page": page})


@require_safe
@requires("reviews.open_reviewers")
def reviewer(request, pk):
    """One reviewer: profile, ties, what they were asked."""
    person = get_object_or_404(selectors.reviewer_list(), pk=pk)
    page = Paginator(selectors.assignments_of(person), 25).get_page(request.GET.get("page"))
    context = {"person": person, "ties": selectors.ties_of(person), "page": page}
    context["profile"] = selectors.profile_of(person)
    return render(request, "reviews/reviewer.html", context)


@requires("reviews.keep_ties")
def reviewer_tie(request, pk):
    """Declare a tie of a reviewer."""
    person = get_object_or_404(selectors.reviewer_list(), pk=pk)
    return _tie(request, person, "reviews:reviewer", pk=person.pk)


@require_safe
@requires("reviews.open_conflicts")
def conflicts(request):
    """Who declared what, when."""
    form = forms.ConflictFilterForm(request.GET)
    found = selectors.declared_conflicts(request.user, **form.chosen)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    rows = [(one, declarations.words_of(one)) for one in page]
    context = {"form": form, "page": page, "rows": rows, "may_ask": allows(request.user, "reviews.open_reviewers")}
    return render(request, "reviews/conflicts.html", context)


@require_safe
@requires("reviews.open_conflicts")
def conflicts_file(request, kind):
    """The same as a file, with the filters of the page."""
    form = forms.ConflictFilterForm(request.GET)
    rows = declarations.table(selectors.declared_conflicts(request.user, **form.chosen))
    return download(rows, kind, name="conflicts-of-interest", title=_("Conflicts of interest"))
