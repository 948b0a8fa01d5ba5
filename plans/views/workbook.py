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

PAGES = {"results": "results", "indicators": "results", "activities": "results", "lines": "budget", "risks": "risks"}


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
    return render(request, "plans/workbook.html", _context(request, version, form=form))


@requires("plans.edit", PlanVersion)
def paste(request, version, kind):
    """Show what a pasted table would change; the page to paste it, without one or while something in it is wrong."""
    if kind not in pasting.KINDS:
        raise Http404
    form, problems = PasteForm(request.POST or None), []
    under = request.GET.get("under", "")
    if form.is_valid() and form.attempt(shown.of_paste, version=version, kind=kind, under=under, **form.cleaned_data):
        problems = form.result.differences.problems
        if not problems:
            return _differences(request, version, form.result, back=PAGES[pasting.KINDS[kind]])
    sheet = SHEETS[pasting.KINDS[kind]]
    facts = {"form": form, "sheet": sheet, "back": PAGES[sheet.key], "problems": problems}
    return render(request, "plans/paste.html", _context(request, version, **facts))


def _differences(request, version, found, *, back="workbook", refused=None):
    facts = {"found": found.differences, "changed_by": found.changed_by, "back": back, "refused": refused}
    if found.differences.may_apply:
        facts["token"] = found.token(version, request.user)
    context = _context(request, version, **facts)
    return render(request, "plans/differences.html", context, status=409 if refused else 200)


@requires("plans.edit", PlanVersion)
@require_POST
def apply_differences(request, version):
    """Apply what was shown, all or nothing; what a rule refuses is shown once more with the reason."""
    form = ApplyForm(request.POST)
    if form.is_valid() and form.attempt(shown.brought_back, form.cleaned_data["shown"], version, request.user):
        found = form.result
        changes = found.differences.changes(form.removals)
        if form.attempt(services.apply_differences, version, changes, by=request.user, seen=found.seen):
            sentence = _("Applied. Rows added: %(added)d, changed: %(changed)d, removed: %(removed)d.")
            messages.success(request, sentence % form.result)
            pages = {PAGES[change.sheet] for change in changes}
            return redirect(f"plans:{pages.pop() if len(pages) == 1 else 'results'}", pk=version.pk)
        if found.still_holds(version):
            return _differences(request, version, found, refused=form)
    context = _context(request, version, form=UploadForm(), refused=form)
    return render(request, "plans/workbook.html", context, status=409)
