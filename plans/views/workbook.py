"""A plan as a workbook, and rows pasted from one: download, upload, see the differences, confirm."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, requires
from core.panels import collect
from core.spreadsheets import TYPES

from .. import services
from ..models import PlanVersion
from ..workbook import pasting, shown
from ..workbook.forms import ApplyForm, PasteForm, UploadForm
from ..workbook.sheets import SHEETS
from ..workbook.writing import write


def _context(request, version, **more):
    return {
        "version": version,
        "may_edit": version.is_editable and allows(request.user, "plans.edit", version),
        "holder": next(iter(collect("plan_holder", version)), None),
        "kinds": [(kind, SHEETS[key].title) for kind, key in pasting.KINDS.items()],
        **more,
    }


@requires("plans.view", PlanVersion)
def workbook(request, version):
    """Download the plan as a workbook; send it back."""
    return render(request, "plans/workbook.html", _context(request, version, form=UploadForm()))


@requires("plans.view", PlanVersion)
def download_workbook(request, version):
    """The workbook in the reader's language."""
    holder = next(iter(collect("plan_holder", version)), None)
    name = f"plan-v{version.number}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        write(version, title=holder.title if holder else ""), content_type=TYPES["xlsx"], headers=headers
    )


@requires("plans.edit", PlanVersion)
def upload(request, version):
    """Show what a filled workbook would change."""
    if request.method != "POST":
        return redirect("plans:workbook", pk=version.pk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and form.attempt(shown.of_upload, form.cleaned_data["file"], version):
        return _differences(request, version, form.result)
    return render(request, "plans/workbook.html", _context(request, version, form=form), status=200)


@requires("plans.edit", PlanVersion)
def paste(request, version, kind):
    """Show what a pasted table would change; without one, the page to paste it."""
    if kind not in pasting.KINDS:
        raise Http404
    form = PasteForm(request.POST or None)
    under = request.GET.get("under", "")
    if form.is_valid() and form.attempt(shown.of_paste, version=version, kind=kind, under=under, **form.cleaned_data):
        return _differences(request, version, form.result)
    sheet = SHEETS[pasting.KINDS[kind]]
    return render(request, "plans/paste.html", _context(request, version, form=form, sheet=sheet, kind=kind))


def _differences(request, version, found):
    context = _context(request, version, found=found.differences, changed_by=found.changed_by)
    if found.differences.may_apply:
        context["token"] = found.token(version, request.user)
    return render(request, "plans/differences.html", context)


@requires("plans.edit", PlanVersion)
@require_POST
def apply_differences(request, version):
    """Apply what was shown, all or nothing."""
    form = ApplyForm(request.POST)
    if form.is_valid() and form.attempt(
        shown.brought_back, form.cleaned_data["shown"], version, request.user, form.removals
    ):
        changes, seen = form.result
        if form.attempt(services.apply_differences, version, changes, by=request.user, seen=seen):
            sentence = _("Applied: %(added)d rows added, %(changed)d changed, %(removed)d removed.")
            messages.success(request, sentence % form.result)
            is_budget = {change.sheet for change in changes} == {"lines"}
            return redirect("plans:budget" if is_budget else "plans:results", pk=version.pk)
    context = _context(request, version, form=UploadForm(), refused=form)
    return render(request, "plans/workbook.html", context, status=409)
