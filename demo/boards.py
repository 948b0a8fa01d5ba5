"""A ranking board of line 2 for the demonstration, kept by the demonstration officer."""

from decimal import Decimal

from django.utils import timezone

from funding.models import FundingLine
from reviews import services
from reviews.models import Board, BoardMember
from reviews.selectors.boards import competing

from .proposals import person

Part = BoardMember.Part
SEATS = [("claire.fontaine", Part.CHAIR), ("ingrid.solberg", Part.MEMBER), ("sofia.marin", Part.SECRETARY)]


def ensure_board():
    """Open the board with its seats, a least share and a move by hand, if there is none; returns how many were opened."""
    line, year, officer = FundingLine.objects.get(pk=2), timezone.localdate().year, person("sofia.marin")
    if Board.objects.filter(line=line, funding_year=year).exists():
        return 0
    title = f"Demonstration: {line} – {year}"
    board = services.open_board(by=officer, title=title, line=line, funding_year=year)
    for name, part in SEATS:
        services.seat(board, by=officer, user=person(name), part=part)
    floors = {"LDC": Decimal(2)}
    board = services.change_terms(
        board, by=officer, revision=board.revision, title=title, meets_on=None, cut_off=Decimal(3), floors=floors
    )
    services.write(board, by=officer, revision=board.revision, agenda="Ranking of line 2; reserve list.", minutes="")
    if last := competing(board).filter(assignments__state="DONE").distinct().last():
        services.move(
            board, last, by=officer, place=1, reason="The ministry has since confirmed staff for the whole project."
        )
    return 1
