"""The way of a project as a ring of boxes. Pure geometry; what a template writes into attributes is text, which no
language formats."""

from dataclasses import dataclass
from textwrap import wrap

BOX, TALL = 216, 160  # a box, in units of the drawing
ACROSS, DOWN = 32, 40  # between boxes
WIDTH, HEIGHT = 4 * BOX + 3 * ACROSS, 4 * TALL + 3 * DOWN
PAD, LINE = 14, 18  # inside a box, in units
SIGNS = {"title": 22, "who": 27, "documents": 29}  # of the words of a box in one line
# column and row of each stage: around a square of four by four, as a clock goes
RING = ((0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (3, 3), (2, 3), (1, 3), (0, 3), (0, 2), (0, 1))


@dataclass(frozen=True)
class Line:
    """One line of words."""

    text: str
    y: str
    kind: str


@dataclass(frozen=True)
class Box:
    """A stage in its place, with the words that stand in it; ``x`` and ``y`` of its corner, ``left`` of its words."""

    stage: object
    number: int
    x: str
    y: str
    left: str
    lines: tuple


@dataclass(frozen=True)
class Arrow:
    """From one box to the next: a line and the three points of its head."""

    x1: str
    y1: str
    x2: str
    y2: str
    head: str
    is_last: bool


@dataclass(frozen=True)
class Ring:
    """The whole drawing."""

    boxes: tuple
    arrows: tuple
    width: str = str(WIDTH)
    height: str = str(HEIGHT)
    box: str = str(BOX)
    tall: str = str(TALL)


def ring(stages):
    """The ``Ring`` of as many stages as it has places."""
    boxes = tuple(_box(stage, number) for number, stage in enumerate(stages))
    return Ring(boxes, tuple(_arrow(number) for number in range(len(RING))))


def _corner(number):
    column, row = RING[number]
    return column * (BOX + ACROSS), row * (TALL + DOWN)


def _box(stage, number):
    x, y = _corner(number)
    words = [(f"{number + 1}. {stage.title}", "title"), (stage.who, "who"), (stage.documents, "documents")]
    lines, at = [], y + PAD + LINE - 4
    for text, kind in words:
        for part in wrap(text, SIGNS[kind]):
            lines.append(Line(part, str(at), kind))
            at += LINE
        at += 4
    return Box(stage, number + 1, str(x), str(y), str(x + PAD), tuple(lines))


def _arrow(number):
    following = (number + 1) % len(RING)
    (x, y), (next_x, next_y) = _corner(number), _corner(following)
    step_x, step_y = (next_x > x) - (next_x < x), (next_y > y) - (next_y < y)
    begin = x + BOX // 2 + step_x * BOX // 2, y + TALL // 2 + step_y * TALL // 2
    end = next_x + BOX // 2 - step_x * BOX // 2, next_y + TALL // 2 - step_y * TALL // 2
    back = end[0] - 10 * step_x, end[1] - 10 * step_y
    side = 6 * step_y, 6 * step_x
    points = (end, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    head = " ".join(f"{x},{y}" for x, y in points)
    return Arrow(*(str(value) for value in (*begin, *back)), head, following == 0)
