"""The money of a report as a workbook: download, upload, see the differences. The page of the money takes what is confirmed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from core.access import requires
from core.spreadsheets import TYPES

from ..forms.workbook import UploadForm
from ..models import Report
from ..selectors.money import sheet_of
from ..workbook import read, write

RELATED = ["duty__project", "version"]


@requires("monitoring.view", Report, "key", related=RELATED)
def download_workbook(request, report):
    """The workbook in the reader's language."""
    headers = {"Content-Disposition": f'attachment; filename="money-{slugify(report)}.xlsx"'}
    return HttpResponse(write(sheet_of(report)), content_type=TYPES["xlsx"], headers=headers)


@requires("monitoring.write", Report, "key", related=RELATED)
def workbook(request, report):
    """Upload a filled workbook; what it would change is shown, and nothing is saved yet."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"report": report, "form": form}
    if form.is_valid() and form.attempt(read, form.cleaned_data["file"], sheet_of(report)):
        return render(request, "monitoring/workbook_differences.html", context | {"changes": form.result})
    return render(request, "monitoring/workbook.html", context)
