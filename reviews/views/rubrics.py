"""Rubrics to read, and their publication by a second person; they are changed in the administration."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import allows, requires
from core.forms import posted

from .. import forms, services
from ..models import Rubric
from ..selectors.rubrics import problems
from ..services.rubrics import barred_from


@require_safe
@requires("reviews.open_rubrics")
def rubrics(request):
    """All versions, newest first."""
    found = Rubric.objects.visible_to(request.user).select_related("published_by")
    return render(request, "reviews/rubrics.html", {"rubrics": found})


@requires("reviews.view_rubric", Rubric)
def rubric(request, rubric):
    """One version; a draft with what it still lacks and, for a second person, its publication."""
    may_publish = rubric.is_draft and allows(request.user, "funding.publish")
    is_barred = may_publish and request.user.pk in barred_from(rubric)
    form = forms.PublishForm(posted(request), revision=rubric.revision) if may_publish and not is_barred else None
    if form and form.is_valid() and form.carry_out(services.publish_rubric, rubric, by=request.user):
        messages.success(request, _("The rubric is published."))
        return redirect(rubric)
    context = {"rubric": rubric, "form": form, "is_barred": is_barred, "steps": rubric.steps.all()}
    context |= {"criteria": rubric.criteria.all(), "problems": problems(rubric) if rubric.is_draft else []}
    context["may_change"] = rubric.is_draft and request.user.is_staff and allows(request.user, "funding.keep")
    return render(request, "reviews/rubric.html", context)
