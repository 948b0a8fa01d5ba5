"""The Fund's portfolio: how running projects stand."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import requires
from core.spreadsheets import download

from ..exports import portfolio as exports
from ..filters import ONLY, PortfolioFilter
from ..models import Standing
from ..selectors.portfolio import summary_of

ROWS = 25
REMEMBERED = "portfolio_columns"


def _filters(request):
    return PortfolioFilter(request.GET, queryset=Standing.objects.visible_to(request.user))


def _columns(request):
    """The columns asked for, which are remembered; else those of last time; else the usual ones."""
    if asked := request.GET.getlist("columns"):
        request.session[REMEMBERED] = [column.code for column in exports.columns(asked)]
    return exports.columns(request.session.get(REMEMBERED, exports.USUAL))


@require_safe
@requires("monitoring.open_portfolio")
def portfolio(request):
    """How the projects stand that the person follows: sums, then a row each."""
    filters, columns = _filters(request), _columns(request)
    summary = summary_of(filters.kept_rows, {code: condition for code, (_label, condition) in ONLY.items()})
    pages = Paginator(filters.rows.values_list("pk", flat=True), ROWS)  # sorts keys, not whole projects
    pages.count = summary.total
    page = pages.get_page(request.GET.get("page"))
    page.object_list = Standing.objects.in_order(page.object_list)
    context = {
        "filters": filters,
        "columns": columns,
        "all_columns": exports.COLUMNS,
        "summary": summary,
        "page": page,
        "chips": filters.chips(),
    }
    return render(request, "monitoring/portfolio.html", context)


@require_safe
@requires("monitoring.open_portfolio")
def portfolio_file(request, kind):
    """The rows that the filters leave, with the columns of the page, as a file."""
    rows = exports.table(_filters(request).rows.for_list(), _columns(request))
    return download(rows, kind, name="portfolio", title=_("Portfolio"))
