"""Ranking boards: the list, the ranking, its terms and moves, and closing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application
from core import audit
from core.access import allows, get_visible_or_404, requires
from core.spreadsheets import download

from .. import forms, selectors, services
from ..exports import boards as exports
from ..models import Board
from ..standing import TIE_RULES, chosen, lines, parts, rounded, strictness

SEE, KEEP = "reviews.view_board", "reviews.keep_board"
ROWS = 100


@require_safe
@requires("reviews.open_boards")
def boards(request):
    """All boards, open ones first."""
    page = Paginator(selectors.boards_for(request.user), 25).get_page(request.GET.get("page"))
    return render(
        request, "reviews/boards.html", {"page": page, "may_open": allows(request.user, "reviews.open_board")}
    )


@requires("reviews.open_board")
def open_board(request):
    """Open the board of a line and year, or of a call."""
    form = forms.OpenBoardForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.open_board, by=request.user):
        messages.success(request, _("The board is open."))
        return redirect(form.result)
    return render(request, "reviews/board_form.html", {"form": form, "title": _("Open a board")})


@require_safe
@requires(SEE, Board)
def board(request, board):
    """The ranking: scores, where the money ends, and why."""
    standing = selectors.standing(board, request.user)
    filters = forms.BoardFilterForm(request.GET or None)
    shown = chosen(lines(standing), standing.selection, filters.chosen)
    number = len(shown) if "all" in request.GET else ROWS
    context = {
        "standing": standing,
        "selection": standing.selection,
        "page": Paginator(shown, max(number, 1)).get_page(request.GET.get("page")),
        "filters": filters,
        "parts": parts(standing.selection, forms.groups()),
        "reviewers": strictness(standing, with_names=allows(request.user, "reviews.see_reviewers")),
        "mean_score": rounded(standing.selection.mean_score),
        "cut_off": standing.basis.cut_off,
        "tie_rules": TIE_RULES,
        "events": [] if standing.own else audit.history(board, internal=True),
        **head(request, board, "ranking"),
    }
    return render(request, "reviews/board.html", context)


def head(request, board, tab):
    """What every page of a board shows on top."""
    return {"board": board, "tab": tab, "may_keep": board.is_open and allows(request.user, KEEP, board)}


@require_safe
@requires(SEE, Board)
def ranking_file(request, board, kind):
    """The rows that the filters leave, as a file."""
    standing = selectors.standing(board, request.user)
    filters = forms.BoardFilterForm(request.GET or None)
    shown = chosen(lines(standing), standing.selection, filters.chosen)
    return download(exports.table(standing, shown), kind, name=f"ranking-{board.pk}", title=_("Ranking"))


@requires(KEEP, Board)
def terms(request, board):
    """Change the least score and the least shares."""
    form = forms.TermsForm(request.POST or None, board=board)
    if form.is_valid() and form.attempt(services.change_terms, board, by=request.user, **form.kept):
        messages.success(request, _("The terms are changed; the ranking follows them."))
        return redirect(board)
    return render(request, "reviews/board_form.html", {"form": form, "board": board, "title": _("Change the terms")})


@requires(KEEP, Board)
def move(request, board, key):
    """Take a proposal to another place, or back to its place by score."""
    application = get_visible_or_404(Application, request.user, key=key)
    rows = selectors.standing(board, request.user).selection.rows
    row = next((row for row in rows if row.reference == application.reference), None)
    if row is None or not allows(request.user, "reviews.move", application):
        messages.error(request, _("You cannot move this proposal."))
        return redirect(board)
    form = forms.MoveForm(request.POST or None, last=len(rows), place=row.place)
    is_back = "back" in request.POST
    if is_back:
        form.fields["place"].required = False
    if form.is_valid():
        place, reason = None if is_back else form.cleaned_data["place"], form.cleaned_data["comment"]
        if form.attempt(services.move, board, application, by=request.user, place=place, reason=reason):
            messages.success(request, _("Done. The reason stands beside the proposal."))
            return redirect(board)
    context = {"form": form, "board": board, "application": application, "row": row}
    return render(request, "reviews/board_move.html", context)


@requires(KEEP, Board)
def close(request, board):
    """Close a board after a second look."""
    form = forms.CloseForm(request.POST or None, initial={"revision": board.revision})
    if form.is_valid() and form.attempt(
        services.close_board, board, by=request.user, revision=form.cleaned_data["revision"]
    ):
        messages.success(request, _("The board is closed. Its ranking and minutes are final."))
        return redirect(board)
    selection = selectors.standing(board, request.user).selection
    return render(request, "reviews/board_close.html", {"form": form, "board": board, "selection": selection})
