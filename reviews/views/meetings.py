"""The meeting of a board: who sits on it, the agenda, the minutes, and who leaves the room for what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import requires
from core.documents import download

from .. import forms, selectors, services
from ..exports.boards import minutes as document
from ..models import Board
from ..standing import LEAVES, lines
from .boards import KEEP, SEE, head


@require_safe
@requires(SEE, Board)
def meeting(request, board):
    """Members, agenda with the list, minutes."""
    standing = selectors.standing(board, request.user)
    seats = selectors.seats_of(board)
    leaving = selectors.leaving(seats, list(standing.applications.values()))
    rows = [
        (line, [(seat.user, LEAVES[why]) for seat, why in leaving.get(line.application.reference, ())])
        for line in lines(standing)
    ]
    return render(request, "reviews/meeting.html", {"seats": seats, "rows": rows, **head(request, board, "meeting")})


@requires(KEEP, Board)
def write(request, board):
    """Write the agenda and the minutes."""
    form = forms.MeetingForm(request.POST or None, board=board)
    if form.is_valid() and form.carry_out(services.write, board, by=request.user):
        messages.success(request, _("Agenda and minutes are saved."))
        return redirect("reviews:meeting", pk=board.pk)
    return render(request, "reviews/board_form.html", {"form": form, "board": board, "title": _("Agenda and minutes")})


@requires(KEEP, Board)
def seat(request, board):
    """Give somebody a seat, or change the part or presence of who has one."""
    initial = {name: request.GET[name] for name in ("user", "part", "was_present") if name in request.GET}
    form = forms.SeatForm(request.POST or None, people=selectors.possible_members(), initial=initial)
    if form.is_valid() and form.carry_out(services.seat, board, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("reviews:meeting", pk=board.pk)
    return render(request, "reviews/board_form.html", {"form": form, "board": board, "title": _("Seat on the board")})


@require_POST
@requires(KEEP, Board)
def unseat(request, board, member):
    """Take a seat away."""
    services.unseat(board, get_object_or_404(board.members, pk=member), by=request.user)
    messages.success(request, _("The seat is taken away."))
    return redirect("reviews:meeting", pk=board.pk)


@require_safe
@requires(SEE, Board)
def minutes(request, board, extension):
    """The minutes with the ranked list, as a file."""
    standing = selectors.standing(board, request.user)
    seats = selectors.seats_of(board)
    leaving = selectors.leaving(seats, list(standing.applications.values()))
    return download(document(standing, seats, leaving), extension, name=f"minutes-{board.pk}")
