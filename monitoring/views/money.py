"""The money of a report: the grid of its budget lines, and the way to a revised plan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, requires
from core.errors import DomainError

from .. import services
from ..forms.money import MoneyForms
from ..models import Report
from ..selectors.money import sheet_of

RELATED = ["duty__project", "version"]


def _fresh(report):
    return Report.objects.select_related(*RELATED).get(pk=report.pk)


def _page(request, report, sheet, forms, *, status=200):
    may_write = allows(request.user, "monitoring.write", report)
    context = {
        "report": report,
        "project": report.duty.project,
        "sheet": sheet,
        "forms": forms,
        "is_written": forms is not None,
        "may_follow": may_write and report.is_editable and sheet.newer_plan,
    }
    return render(request, "monitoring/money.html", context, status=status)


@requires("monitoring.view", Report, "key", related=RELATED)
def money(request, report):
    """Budget, spent before, in this period and in all; its writers type what was spent, a line or all of them at a time."""
    may_write = allows(request.user, "monitoring.write", report)
    sheet = sheet_of(report)
    if request.method != "POST":
        return _page(request, report, sheet, MoneyForms(sheet) if may_write and report.is_editable else None)
    if not may_write:
        raise Http404
    forms = MoneyForms(sheet, request.POST)
    if request.htmx:
        return _line(request, report, forms)
    if forms.save(request.user):
        messages.success(request, _("Saved."))
        return redirect("monitoring:money", key=report.key)
    fresh = _fresh(report)
    sheet = sheet_of(fresh)
    return _page(request, fresh, sheet, forms.again(sheet))


def _line(request, report, forms):
    """Save the one line that was typed into (or the accounts), and send what changes on the page."""
    pk = request.POST.get("line", "")
    form = forms.lines.get(int(pk)) if pk.isdecimal() else forms.accounts
    if form is None:
        raise Http404
    forms.refused = [] if not form.is_touched or (form.is_valid() and form.save(request.user)) else [form]
    fresh = _fresh(report)
    sheet = sheet_of(fresh)
    forms = forms.again(sheet)
    context = {"report": fresh, "sheet": sheet, "forms": forms, "is_written": True, "oob": True}
    context["row"] = next((row for row in sheet.rows if pk == str(row.line.pk)), None)
    context["block"] = next((block for block in sheet.blocks if context["row"] in block.rows), None)
    if context["row"] is None:
        context["seen"] = forms.accounts["seen"].as_widget(attrs={"hx-swap-oob": "true"})
    else:
        context["typed"] = _left(context["row"].form, request.htmx.trigger_name)
    return render(request, "monitoring/_money_saved.html", context)


def _left(form, name):
    """The field that was left and those before it, to be put in place of themselves: as understood, or marked as wrong.

    The fields after it stay: somebody types there by now.
    """
    names = [field.html_name for field in form.visible_fields()]
    left = form.visible_fields()[: names.index(name) + 1] if name in names else []
    return [field.as_widget(attrs={"hx-swap-oob": "true"}) for field in left]


@require_POST
@requires("monitoring.write", Report, "key", related=RELATED)
def follow_plan(request, report):
    """Have the report follow the plan in force."""
    try:
        services.follow_plan(report, by=request.user)
        messages.success(request, _("The report follows the revised plan."))
    except DomainError as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    return redirect("monitoring:money", key=report.key)
