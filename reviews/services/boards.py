"""Ranking boards: opening one, its terms, its moves, its meeting, what-ifs that are kept, and closing it for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict

from ..models import Board, BoardMember, Move, Rubric, ShareFloor, Simulation
from ..ranking import as_data
from ..selectors.boards import competing, standing

OPENED = audit.action("board.opened", _("opened the board"), internal=True)
CHANGED = audit.action("board.changed", _("changed the terms of the board"), internal=True)
SEATED = audit.action("board.seated", _("changed who sits on the board"), internal=True)
WRITTEN = audit.action("board.written", _("wrote the agenda or the minutes"), internal=True)
MOVED = audit.action("board.moved", _("moved a proposal in the ranking"), internal=True)
KEPT = audit.action("board.what_if_kept", _("kept a what-if"), internal=True)
CLOSED = audit.action("board.closed", _("closed the board"), internal=True)


@transaction.atomic
def open_board(*, by, title, line, funding_year, call=None, meets_on=None):
    """Open the board of a line and year, or of a call, by the rubric in force; returns it.

    Raises:
        NotAllowed: ``by`` is no officer.
        DomainError: no rubric is in force, or the call is not for the line.
        ValidationError: such a board is open already.
    """
    if not allows(by, "reviews.open_board"):
        raise NotAllowed(_("You may not do this."))
    rubric = _rubric_of(line, funding_year, call)
    if call and not call.lines.filter(pk=line.pk).exists():
        raise DomainError(_("This call is not for this funding line."))
    board = Board(
        title=title, line=line, funding_year=funding_year, call=call, rubric=rubric, meets_on=meets_on, opened_by=by
    )
    board.full_clean()
    board.save()
    audit.record(OPENED, board, by=by, line=line.pk, year=funding_year, call=call.pk if call else None)
    return board


def _rubric_of(line, funding_year, call):
    """The version most of the proposals were assigned by, so that the marks fit; without any the one in force."""
    probe = Board(line=line, funding_year=funding_year, call=call)
    used = Rubric.objects.filter(assignments__application__in=competing(probe).values("pk")).order_by("-number")
    if rubric := used.first() or Rubric.objects.in_force().first():
        return rubric
    raise DomainError(_("No rubric is in force. An administrator must publish one first."))


def _locked(board, by, revision=None):
    """The locked board while it is open, as the person saw it. Raises NotAllowed or StateConflict."""
    locked = Board.objects.select_for_update().get(pk=board.pk)
    if not allows(by, "reviews.keep_board", locked):
        raise NotAllowed(_("You may not do this."))
    if not locked.is_open:
        raise StateConflict(_("This board is closed: nothing in it changes any more."))
    if revision is not None and locked.revision != revision:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    return locked


def _save(board, **fields):
    for name, value in fields.items():
        setattr(board, name, value)
    board.revision += 1
    board.full_clean()
    board.save(update_fields=[*fields, "revision"])


@transaction.atomic
def change_terms(board, *, by, revision, title, meets_on, cut_off, floors):
    """Change title, day, least score and least shares (C02); ``floors`` maps a region or group to percent, None for none."""
    board = _locked(board, by, revision)
    kept = {group: percent for group, percent in floors.items() if percent}
    board.floors.all().delete()
    ShareFloor.objects.bulk_create(ShareFloor(board=board, group=group, percent=kept[group]) for group in sorted(kept))
    _save(board, title=title, meets_on=meets_on, cut_off=cut_off)
    facts = {"cut_off": None if cut_off is None else str(cut_off), "floors": {g: str(p) for g, p in kept.items()}}
    audit.record(CHANGED, board, by=by, **facts)
    return board


@transaction.atomic
def move(board, application, *, by, place, reason):
    """Take a proposal to ``place`` by hand, or with None back to its place by score. The last move of a proposal counts.

    Raises:
        NotAllowed: ``by`` keeps no boards, or worked on the proposal.
        DomainError: the reason is empty, the place does not exist, or there is no move to take back.
        StateConflict: the board is closed.
    """
    board = _locked(board, by)
    if not allows(by, "reviews.move", application):
        raise NotAllowed(_("You may not do this."))
    if not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    number = competing(board).count()
    if not competing(board).filter(pk=application.pk).exists():
        raise DomainError(_("This proposal is not on the board."))
    if place is not None and not 1 <= place <= number:
        raise DomainError(_("Choose a place from 1 to %(last)s.") % {"last": number})
    last = board.moves.filter(application=application).order_by("-pk").first()
    if place is None and (last is None or last.place is None):
        raise DomainError(_("This proposal stands at its place by score already."))
    done = Move.objects.create(board=board, application=application, place=place, reason=reason.strip(), moved_by=by)
    audit.record(MOVED, board, by=by, comment=reason.strip(), reference=application.reference, place=place)
    return done


@transaction.atomic
def seat(board, *, by, user, part, was_present=False):
    """Give somebody a seat, or change the part or presence of who has one. A board has one chair.

    A seat opens nothing: who may read rankings follows from the person's role. Raises DomainError for a second chair.
    """
    board = _locked(board, by)
    others = board.members.filter(part=BoardMember.Part.CHAIR).exclude(user=user)
    if part == BoardMember.Part.CHAIR and others.exists():
        raise DomainError(_("The board has a chair. Give that person another part first."))
    found, _made = BoardMember.objects.update_or_create(
        board=board, user=user, defaults={"part": part, "was_present": was_present}
    )
    audit.record(SEATED, board, by=by, person=user.pk, part=str(part), present=was_present)
    return found


@transaction.atomic
def unseat(board, member, *, by):
    """Take somebody's seat away while the board is open."""
    board = _locked(board, by)
    board.members.filter(pk=member.pk).delete()
    audit.record(SEATED, board, by=by, person=member.user_id, part=None)


@transaction.atomic
def write(board, *, by, revision, agenda, minutes):
    """Keep the agenda and the minutes. Raises StateConflict where a colleague saved meanwhile."""
    board = _locked(board, by, revision)
    _save(board, agenda=agenda, minutes=minutes)
    audit.record(WRITTEN, board, by=by)
    return board


@transaction.atomic
def keep_what_if(board, *, by, name, parameters):
    """Keep a what-if under a name, with an address of its own. ``parameters`` are those of its address."""
    board = _locked(board, by)
    if not parameters:
        raise DomainError(_("Nothing differs from the record: there is nothing to keep."))
    kept = Simulation.objects.create(board=board, name=name, parameters=parameters, saved_by=by)
    audit.record(KEPT, board, by=by, name=name, parameters=parameters)
    return kept


@transaction.atomic
def close_board(board, *, by, revision):
    """Close a board: what its ranking rests on is sealed, and nothing of it changes any more.

    Raises:
        NotAllowed: ``by`` is no officer.
        StateConflict: it is closed, or changed since the person looked.
        DomainError: there are no minutes, or nobody was present.
    """
    board = _locked(board, by, revision)
    if not board.minutes.strip():
        raise DomainError(_("Write the minutes first: a closed board keeps them as they are."))
    if not board.members.filter(was_present=True).exists():
        raise DomainError(_("Tick who was present first."))
    sealed = as_data(standing(board, by).basis)
    facts = {"state": Board.State.CLOSED, "sealed": sealed, "closed_by": by, "closed_at": timezone.now()}
    _save(board, **facts)
    audit.record(CLOSED, board, by=by, proposals=len(sealed["entries"]))
    return board
