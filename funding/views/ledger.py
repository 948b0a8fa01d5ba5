"""Pages of the lines' money, for everybody of the Fund; officers book and reverse."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import allows, requires
from core.spreadsheets import download

from .. import forms
from ..exports.ledger import table
from ..ledger import FIRST_YEAR, LAST_YEAR
from ..models import FundingLine, LedgerEntry
from ..selectors import ledger as selectors
from ..services import ledger as services


@requires("funding.see_funds")
def funds(request):
    """Every line in the present year, and the years before."""
    year = timezone.localdate().year
    present, others = selectors.overview(year)
    page = Paginator(others, 25).get_page(request.GET.get("page"))
    context = {"year": year, "present": present, "page": page, "may_book": allows(request.user, "funding.book")}
    return render(request, "funding/funds.html", context)


@requires("funding.see_funds")
def funds_year(request, year, line):
    """A line in a year: its balance, the shares of the regions, the entries."""
    _known(year)
    lines = list(FundingLine.objects.all())
    line = next((one for one in lines if one.pk == line), None)
    if line is None:
        raise Http404
    balance = selectors.balance_of(line, year)
    context = {
        "line": line,
        "lines": lines,
        "year": year,
        "is_past": year < timezone.localdate().year,
        "balance": balance,
        "regional": selectors.regional(line, year, balance.money),
        "page": Paginator(selectors.entries(year, line), 25).get_page(request.GET.get("page")),
        "may_book": allows(request.user, "funding.book"),
    }
    return render(request, "funding/funds_year.html", context)


def _known(year):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404


@requires("funding.book")
def book(request):
    """Book an allocation or recovered money: the form, then what will be booked, then the entry."""
    form = forms.BookForm(request.POST or None, initial=request.GET.dict())
    is_ready = form.is_valid() and "change" not in request.POST
    if is_ready and "confirm" in request.POST and form.carry_out(services.book, by=request.user):
        messages.success(request, _("Booked. If something is wrong, reverse the entry."))
        return redirect(form.result)
    if is_ready and "confirm" not in request.POST:
        return _confirm(request, form)
    return render(request, "funding/funds_book.html", {"form": form})


def _confirm(request, form):
    """What will be booked, with the balance before and after; remembers the last entry that the person saw."""
    entry = LedgerEntry(**{name: value for name, value in form.cleaned_data.items() if name != "after"})
    before = selectors.balance_of(entry.line, entry.year)
    context = {"form": form, "entry": entry, "before": before.available, "later": before.available + entry.amount}
    context["after"] = selectors.last_entry(entry.line, entry.year)
    return render(request, "funding/funds_confirm.html", context)


@requires("funding.book", LedgerEntry)
def reverse(request, entry):
    """Take an entry back, with a reason."""
    form = forms.ReverseForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.reverse, entry, by=request.user):
        messages.success(request, _("The entry is reversed."))
        return redirect(entry)
    return render(request, "funding/funds_reverse.html", {"entry": entry, "form": form})


@requires("funding.see_funds")
def entries_file(request, year, kind):
    """Entries of a year as a file, ``kind`` "csv" or "xlsx"; ``?line=2`` leaves the other lines out."""
    _known(year)
    number = request.GET.get("line", "")
    line = get_object_or_404(FundingLine, pk=number) if number.isdecimal() else None
    name = f"funds-{year}-line-{line.pk}" if line else f"funds-{year}"
    return download(table(selectors.entries(year, line)), kind, name=name, title=_("Entries"))
