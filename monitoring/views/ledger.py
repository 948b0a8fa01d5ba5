"""The money of a project: promised, paid, spent, returned. Whoever works on the project reads it, officers book."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires
from core.forms import ReasonForm
from core.spreadsheets import download
from projects.models import Project

from .. import services
from ..exports.ledger import table
from ..forms.ledger import PaymentForm
from ..models import ProjectEntry
from ..selectors import ledger as selectors


@requires("monitoring.see_ledger", Project, "address", related=["line", "application", "plan"])
def ledger(request, project):
    """The account, what was spent by line and report, the entries."""
    duties, rows = selectors.spent_by_line(project)
    page = Paginator(selectors.entries_of(project), 25).get_page(request.GET.get("page"))
    names = {row.line.lineage: row.line.description for row in rows}
    for entry in page.object_list:
        entry.line_name = names.get(entry.lineage, "")
    context = {
        "project": project,
        "account": selectors.account_of(project),
        "held": selectors.held_for(project),
        "duties": duties,
        "rows": rows,
        "totals": [sum(row.cells[place] for row in rows) for place in range(len(duties))],
        "page": page,
        "may_book": allows(request.user, "monitoring.book", project),
    }
    return render(request, "monitoring/ledger.html", context)


@requires("monitoring.book", Project, "address", related=["application"])
def disburse(request, project):
    """Book what was paid to the office."""
    form = PaymentForm(request.POST or None, initial={"after": selectors.last_entry(project)})
    if form.is_valid() and form.carry_out(services.book_disbursement, project, by=request.user):
        messages.success(request, _("Booked. If something is wrong, reverse the entry."))
        return redirect("monitoring:ledger", address=project.address)
    context = {"project": project, "form": form, "account": selectors.account_of(project)}
    return render(request, "monitoring/disburse.html", context)


@requires("monitoring.reverse", ProjectEntry, related=["project", "reversed_by"])
def reverse_entry(request, entry):
    """Take a payment back, with a reason."""
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.attempt(
        services.reverse_entry, entry, by=request.user, reason=form.cleaned_data["comment"]
    ):
        messages.success(request, _("The entry is reversed."))
        return redirect("monitoring:ledger", address=entry.project.address)
    return render(request, "monitoring/reverse_entry.html", {"entry": entry, "project": entry.project, "form": form})


@requires("monitoring.see_ledger", Project, "address", related=["plan"])
def entries_file(request, project, kind):
    """The entries as a file, ``kind`` "csv" or "xlsx"."""
    _duties, rows = selectors.spent_by_line(project)
    lines = {row.line.lineage: row.line.description for row in rows}
    rows = table(selectors.entries_of(project), lines)
    return download(rows, kind, name=f"money-{project.address}", title=_("Entries"))
