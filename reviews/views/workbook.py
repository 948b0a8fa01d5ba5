"""Reviewing away from the portal: the score sheets as a workbook, and the proposals as a pack of files."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import requires, signed_in
from core.spreadsheets import TYPES

from .. import exports, selectors, services
from ..forms.workbook import ApplySheetsForm, UploadSheetsForm
from ..models import Assignment
from ..workbook.reading import read
from ..workbook.shown import brought_back, token
from ..workbook.writing import write


@signed_in
def offline(request):
    """Download the score sheets and the proposals; send the score sheets back."""
    return _page(request, UploadSheetsForm())


def _page(request, form, *, refused=None):
    desk = selectors.desk_of(request.user)
    context = {"desk": desk, "to_score": [one for one, may in desk if may.scores], "form": form, "refused": refused}
    return render(request, "reviews/offline.html", context, status=409 if refused else 200)


@require_safe
@signed_in
def download_sheets(request):
    """One workbook for all one's reviews that wait."""
    return _workbook(request, selectors.to_score(request.user), "scores")


@require_safe
@requires("reviews.keep_sheet", Assignment)
def download_sheet(request, assignment):
    """The workbook of one review."""
    found = selectors.to_score(request.user, only=assignment.pk)
    return _workbook(request, found, f"scores-{assignment.application.reference}")


def _workbook(request, assignments, name):
    if not assignments:
        messages.info(request, _("No review waits for you."))
        return redirect("reviews:offline")
    headers = {"Content-Disposition": f'attachment; filename="{name}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"'}
    return HttpResponse(write(assignments, request.user), content_type=TYPES["xlsx"], headers=headers)


@signed_in
def upload_sheets(request):
    """Show what a filled workbook would change."""
    if request.method != "POST":
        return redirect("reviews:offline")
    form = UploadSheetsForm(request.POST, request.FILES)
    assignments = selectors.to_score(request.user)
    if form.is_valid() and form.attempt(read, form.cleaned_data["file"], assignments, request.user):
        found = form.result
        context = {"found": found, "token": token(found, request.user) if found.may_apply else ""}
        return render(request, "reviews/differences.html", context)
    return _page(request, form)


@require_POST
@signed_in
def apply_sheets(request):
    """Keep what was shown, all or nothing."""
    form, assignments = ApplySheetsForm(request.POST), selectors.to_score(request.user)
    if form.is_valid() and form.attempt(brought_back, form.cleaned_data["shown"], assignments, request.user):
        sheets = form.result
        if form.attempt(services.write_sheets, sheets, by=request.user):
            number = sum(len(entries) for _assignment, entries in sheets)
            messages.success(
                request, _("Applied. Fields changed: %(n)d. Hand in each review when it is complete.") % {"n": number}
            )
            return redirect("reviews:mine")
    return _page(request, UploadSheetsForm(), refused=form)


@require_safe
@signed_in
def pack(request):
    """The proposals that are open to a reviewer as one ZIP, made while it is sent."""
    readings = [(one, selectors.round_now(one.application).sees_team) for one, _may in selectors.desk_of(request.user)]
    if not readings:
        messages.info(request, _("No proposal is open to you."))
        return redirect("reviews:offline")
    headers = {"Content-Disposition": f'attachment; filename="proposals-{timezone.localdate():%Y%m%d}.zip"'}
    return StreamingHttpResponse(exports.pack(readings, request.user), content_type="application/zip", headers=headers)
