"""The world map: where a country stands on ``static/vendor/world/world.svg``, and the five shades of its figures.

The file is an Equal Earth projection around 11° E; the numbers below were fitted to it. Its shapes are drawn by
``<use>``, so that a page names the countries it colours and the browser keeps the rest.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FILE = Path(settings.BASE_DIR) / "static/vendor/world/world.svg"
WIDTH, HEIGHT = 4800, 2200
SCALE, MIDDLE, ORIGIN = 914.55, 11, (2377.5, 1227.5)
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
SMALL = 22  # a shape whose larger side is shorter is too small to be seen or hit: it gets a circle
RADIUS = 15  # of that circle: 3 px where the map is as wide as a page
SHADES = 5
NARROWEST = 1100  # of a section, so that the simplified borders are not magnified into zigzags
RATIO = 2  # width to height of a section
PATH = re.compile(r'<path id="([A-Z]{2})" d="([^"]+)"')
RING = re.compile(r"M(-?\d+) (-?\d+)l([^z]*)z")
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Box:
    """A rectangle on the map."""

    left: int
    top: int
    right: int
    bottom: int
    area: int = 0  # of what lies in it

    def has_room(self, width, height):
        """Whether words of so many units fit: the shape is large enough and fills its rectangle well."""
        across, down = self.right - self.left, self.bottom - self.top
        return across >= width and down >= height and self.area * 5 >= across * down * 2

    @property
    def longer(self):
        """The length of its longer side."""
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True)
class Spot:
    """A country on the map: ``shape`` is drawn, ``circle`` marks it where the shape is missing or too small."""

    code: str
    x: int
    y: int
    shape: bool
    circle: bool


@dataclass(frozen=True)
class Section:
    """A part of the map as an SVG view box; ``radius``: of circles, so that they stay visible when it is magnified."""

    left: int
    top: int
    width: int
    height: int

    @property
    def view_box(self):
        """The value of the attribute."""
        return f"{self.left} {self.top} {self.width} {self.height}"

    @property
    def radius(self):
        """Of a circle: 3 px on the whole map, some more where a small page shows little of it."""
        return max(RADIUS * self.width // WIDTH, 8)


WHOLE = Section(0, 0, WIDTH, HEIGHT)


def place(latitude, longitude):
    """(x, y) on the map of a point in degrees."""
    first, second, third, fourth = EQUAL_EARTH
    east = math.radians((float(longitude) - MIDDLE + 180) % 360 - 180)
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(float(latitude))))
    square = angle * angle
    sixth = square**3
    slope = 9 * fourth * square * sixth + 7 * third * sixth + 3 * second * square + first
    x = ORIGIN[0] + SCALE * 2 * math.sqrt(3) / 3 * east * math.cos(angle) / slope
    y = ORIGIN[1] - SCALE * angle * (fourth * square * sixth + third * sixth + second * square + first)
    return min(max(round(x), RADIUS), WIDTH - RADIUS), min(max(round(y), RADIUS), HEIGHT - RADIUS)


@lru_cache(maxsize=1)
def boxes():
    """Country code → the Box of its largest piece: islands far away do not stretch it. Reads the map once."""
    return {code: _largest(outline) for code, outline in PATH.findall(FILE.read_text(encoding="utf-8"))}


def _largest(outline):
    pieces = [_corners(piece) for piece in RING.findall(outline)]
    corners = max(pieces, key=_area)
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    return Box(min(across), min(down), max(across), max(down), _area(corners) // 2)


def _corners(piece):
    x, y = int(piece[0]), int(piece[1])
    found, steps = [(x, y)], [int(number) for number in NUMBER.findall(piece[2])]
    for across, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def _area(corners):
    following = corners[1:] + corners[:1]
    return abs(sum(x * down - across * y for (x, y), (across, down) in zip(corners, following, strict=True)))


def spot(country):
    """Where a country (code, latitude, longitude) stands; None for one without shape and without point."""
    box = boxes().get(country.pk)
    if country.latitude is None or country.longitude is None:
        if box is None:
            return None
        x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    else:
        x, y = place(country.latitude, country.longitude)
    return Spot(country.pk, x, y, shape=box is not None, circle=box is None or box.longer < SMALL)


def section(spots):
    """The part of the map around ``spots``, with air around them; the whole of it when they lie far apart."""
    found = [boxes()[one.code] if one.shape else Box(one.x, one.y, one.x, one.y) for one in spots]
    if not found:
        return WHOLE
    left, right = min(box.left for box in found), max(box.right for box in found)
    top, bottom = min(box.top for box in found), max(box.bottom for box in found)
    width = max((right - left) * 5 // 4, (bottom - top) * 5 // 4 * RATIO, NARROWEST)
    height = width // RATIO
    if width >= WIDTH * 9 // 10 or height >= HEIGHT:
        return WHOLE
    middle, centre = (left + right) // 2, (top + bottom) // 2
    return Section(
        min(max(middle - width // 2, 0), WIDTH - width),
        min(max(centre - height // 2, 0), HEIGHT - height),
        width,
        height,
    )


def bounds(values):
    """Upper bounds of at most five classes for positive ``values``, ascending; the last one is the largest value.

    Each holds about as many different values as the others; all but the last are rounded up to two digits, so that
    people can read them.
    """
    different = sorted({value for value in values if value})
    if not different:
        return []
    found = []
    for step in range(1, SHADES):
        bound = _rounded_up(different[max(len(different) * step // SHADES, 1) - 1])
        if bound < different[-1] and (not found or bound > found[-1]):
            found.append(bound)
    return [*found, different[-1]]


def shade(value, limits):
    """The class of a value, 1 to the number of ``limits`` (of ``bounds``); 0 for nothing."""
    if not value:
        return 0
    return next(number for number, limit in enumerate(limits, 1) if value <= limit)


def _rounded_up(value):
    """To two digits: 37,450 → 38,000; whole numbers below 100 as they are."""
    if value < 100:
        return value
    unit = Decimal(10) ** (Decimal(value).adjusted() - 1)
    rounded = (Decimal(value) / unit).to_integral_value(ROUND_CEILING) * unit
    return type(value)(rounded)
