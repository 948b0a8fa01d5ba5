"""Pages of the dated lists: for everybody what was published, for the rulebook's keepers import and publication."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import allows, get_visible_or_404, public, requires
from core.forms import posted

from .. import selectors, services
from ..forms.lists import CompareForm, ConfirmForm, ImportForm, PublishForm
from ..models import EligibilityList


@public
@require_safe
def lists(request):
    """All lists of all lines, newest first; drafts only for those who work on them."""
    page = Paginator(selectors.lists_for(request.user), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, selectors.standing(row)) for row in page],
        "may_import": allows(request.user, "funding.keep"),
    }
    return render(request, "funding/lists.html", context)


@public
@require_safe
def eligibility_list(request, pk):
    """One list: where it stands, and what differs from the list before or from another one."""
    row = get_visible_or_404(selectors.lists_for(request.user), request.user, pk=pk)
    before = selectors.list_before(row)
    others = EligibilityList.objects.visible_to(request.user).exclude(pk=row.pk).select_related("line")
    form = CompareForm(request.GET, lists=others, before=before)
    other = form.cleaned_data["other"] if form.is_valid() else before
    context = {
        "list": row,
        "standing": selectors.standing(row),
        "form": form,
        "has_others": before is not None or others.exists(),
        "other": other,
        "difference": selectors.difference(selectors.codes_of(other), selectors.codes_of(row)),
        "may_publish": not row.is_published
        and allows(request.user, "funding.publish")
        and request.user.pk not in services.editors_of_list(row),
        "may_change": not row.is_published and allows(request.user, "funding.keep"),
    }
    return render(request, "funding/list.html", context)


@requires("funding.keep")
def list_import(request):
    """Choose a file, see row by row what it says, confirm: only then a draft is kept, whole or not at all."""
    if "preview" in request.POST:
        return _keep_import(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if form.is_valid():
        row = EligibilityList(line=form.cleaned_data["line"], effective_from=form.cleaned_data["effective_from"])
        context |= _dry_run(row, form.report)
        if not form.report.problems:
            return render(request, "funding/list_confirm.html", context | {"preview": form.preview(request.user)})
    return render(request, "funding/list_import.html", context)


def _dry_run(row, report):
    """What the file holds, and how it differs from the list that it would follow."""
    before = selectors.list_before(row)
    return {
        "list": row,
        "report": report,
        "before": before,
        "is_correction": services.corrects(row),
        "difference": selectors.difference(selectors.codes_of(before), set(report.codes)),
    }


def _keep_import(request):
    form = ConfirmForm(request.POST, user=request.user)
    if form.is_valid() and form.attempt(services.import_list, by=request.user, **form.cleaned_data["preview"]):
        messages.success(request, _("The list is kept as a draft. A second person must publish it."))
        return redirect(form.result)
    for errors in form.errors.values():
        for sentence in errors:
            messages.error(request, sentence)
    return redirect("funding:list_import")


@requires("funding.publish", EligibilityList)
def list_publish(request, row):
    """The last step, by a second person: from its first day on the list counts and never changes."""
    form = PublishForm(posted(request), is_correction=services.corrects(row))
    if form.is_valid() and form.carry_out(services.publish_list, row, by=request.user):
        messages.success(request, _("The list is published."))
        return redirect(row)
    before = selectors.list_before(row)
    changes = selectors.difference(selectors.codes_of(before), selectors.codes_of(row))
    context = {"list": row, "form": form, "before": before, "difference": changes}
    return render(request, "funding/list_publish.html", context)
