"""The ranking that a decision was made beside: sealed inputs, and the list that follows from them alone."""

from decimal import Decimal

from ...models import Board, Criterion, Move, Review
from ...ranking import as_data, from_data
from ..boards import standing
from .moments import as_text


def stood_in(application, by):
    """(Board, its Basis) in which a proposal competes, as ``by`` finds it now; None where there is no board.

    Ask before the decision is written: a refused proposal leaves the ranking. A board of the call goes before one of the year.
    """
    boards = Board.objects.filter(line=application.line_id).order_by("-opened_at").select_related("rubric", "line")
    of_call = boards.filter(call=application.call_id).first() if application.call_id else None
    board = of_call or boards.filter(call=None, funding_year=application.funding_year).first()
    return board and (board, standing(board, by).basis)


def ranking_of(moment):
    """The board's ranking: what it rested on, as it stood, and the list computed from that alone; None without a board.

    Marks, weights and moves are read from the database again, whatever happened to the proposals since. Amounts, money and
    earlier support move on; of them the record is the witness.
    """
    if "ranking" not in moment.known:
        if moment.stood is None:
            return None
        board, basis = moment.stood
        inputs = as_data(basis)
        for entry in inputs["entries"]:
            for review in entry["reviews"]:
                review["reviewer"] = moment.key_of(review["reviewer"])
        return {"board": board.pk, "rubric": board.rubric.number, "inputs": inputs, "list": list_in(inputs)}
    if (sealed_ranking := moment.known["ranking"]) is None:
        return None
    inputs = _read_again(moment, sealed_ranking)
    return {**sealed_ranking, "inputs": inputs, "list": list_in(inputs)}


def _read_again(moment, sealed_ranking):
    """The sealed inputs with what never changes read from the database: marks, weights, moves."""
    inputs = sealed_ranking["inputs"]
    references = [entry["reference"] for entry in inputs["entries"]]
    closed_at = Board.objects.filter(pk=sealed_ranking["board"]).values_list("closed_at", flat=True).first()
    at = min(moment.at, closed_at or moment.at)  # a closed board keeps its ranking
    rows = Review.objects.filter(assignment__application__reference__in=references, handed_in_at__lte=at)
    rows = rows.order_by("assignment", "number")
    fields = ("assignment__application__reference", "assignment__reviewer", "marks")
    marks = {(reference, moment.key_of(who)): given for reference, who, given in rows.values_list(*fields)}
    entries = [
        {
            **entry,
            "reviews": [
                {**review, "marks": marks.get((entry["reference"], review["reviewer"]))} for review in entry["reviews"]
            ],
        }
        for entry in inputs["entries"]
    ]
    weights = Criterion.objects.filter(rubric__number=sealed_ranking["rubric"]).values_list("code", "weight")
    moves = Move.objects.filter(board=sealed_ranking["board"], moved_at__lte=at).order_by("pk")
    rows = moves.values_list("application__reference", "place", "reason")
    return {
        **inputs,
        "entries": entries,
        "weights": {code: str(weight) for code, weight in weights},
        "moves": [{"reference": reference, "place": place, "reason": reason} for reference, place, reason in rows],
    }


def list_in(inputs):
    """The ranked list from the inputs of a record alone: place, score, and why a proposal is in or out of the money."""
    if any(review["marks"] is None for entry in inputs["entries"] for review in entry["reviews"]):
        return []
    return [
        {"place": row.place, "reference": row.reference, "score": _fraction(row.ranked.score), "why": str(row.why)}
        for row in from_data(inputs).selection.rows
    ]


def _fraction(value):
    return None if value is None else as_text(Decimal(value.numerator) / value.denominator)
