"""Illustrations for the news of the demonstration, drawn with a few shapes: nobody's photographs, nobody's faces."""

import math
import random
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
NAVY, BLUE, SKY, AMBER, SAND, GREEN = "#001a4d", "#0033a0", "#dce8f7", "#ffb81c", "#f3e3c3", "#3b8f6b"


def _ground(above, below):
    """A picture whose colour goes from ``above`` to ``below``."""
    top, bottom = Image.new("RGB", (1, 1), above).getpixel((0, 0)), Image.new("RGB", (1, 1), below).getpixel((0, 0))
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        part = y / HEIGHT
        column.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return column.resize((WIDTH, HEIGHT))


def _wave(draw, level, height, colour, shift):
    line = [(x, level + height * math.sin(x / 170 + shift)) for x in range(0, WIDTH + 20, 20)]
    draw.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], fill=colour)


def journeys(draw):
    """Thin lines from one point in many directions."""
    chance = random.Random(1035)  # noqa: S311 – the same picture each time
    for number in range(64):
        angle, length = number * math.pi / 32, chance.randint(300, 820)
        end = 800 + length * math.cos(angle), 470 + length * math.sin(angle)
        draw.line([(800, 470), end], fill="#5f86c9", width=3)
        size = chance.choice([7, 9, 14])
        draw.ellipse(
            [end[0] - size, end[1] - size, end[0] + size, end[1] + size], fill=AMBER if number % 8 == 0 else SKY
        )
    draw.ellipse([760, 430, 840, 510], fill=AMBER)


def columns(draw):
    """Columns of different height in front of hills."""
    _wave(draw, 520, 60, "#b9d3b8", 0.6)
    _wave(draw, 620, 45, "#8fbb97", 2.1)
    for number, height in enumerate((180, 260, 230, 340, 420, 380, 520)):
        x = 260 + number * 160
        draw.rounded_rectangle([x, 780 - height, x + 96, 780], 10, fill=AMBER if number == 6 else BLUE)
    draw.rectangle([200, 780, 1400, 788], fill=NAVY)


def parliament(draw):
    """A building with five columns under a wide roof."""
    draw.polygon([(300, 380), (800, 170), (1300, 380)], fill=NAVY)
    draw.rectangle([320, 380, 1280, 430], fill=BLUE)
    for number in range(5):
        x = 380 + number * 195
        draw.rectangle([x, 430, x + 64, 700], fill="#ffffff")
        draw.rectangle([x - 14, 690, x + 78, 712], fill=BLUE)
    draw.rectangle([280, 712, 1320, 748], fill=NAVY)
    draw.rectangle([230, 748, 1370, 786], fill=BLUE)
    draw.ellipse([770, 270, 830, 330], fill=AMBER)


def climate(draw):
    """The sun above waves of water and sand."""
    draw.ellipse([1010, 120, 1310, 420], fill=AMBER)
    for number, colour in enumerate(("#6f9fd8", "#3f74bf", BLUE)):
        _wave(draw, 500 + number * 75, 34, colour, number * 1.4)
    _wave(draw, 745, 26, SAND, 4.0)
    _wave(draw, 815, 20, "#dfc48c", 1.0)


def islands(draw):
    """Three green islands in a blue sea, joined by dotted lines."""
    places = [(380, 560), (840, 360), (1240, 620)]
    for (x1, y1), (x2, y2) in pairwise(places):
        for step in range(1, 22):
            x, y = x1 + (x2 - x1) * step / 22, y1 + (y2 - y1) * step / 22
            draw.ellipse([x - 6, y - 6, x + 6, y + 6], fill="#ffffff")
    for x, y in places:
        draw.ellipse([x - 190, y - 80, x + 190, y + 100], fill=SAND)
        draw.ellipse([x - 150, y - 92, x + 150, y + 66], fill=GREEN)
        draw.ellipse([x - 26, y - 36, x + 26, y + 16], fill=AMBER)


def profiles(draw):
    """Rows of dots in four colours, some of them larger."""
    chance = random.Random(32)  # noqa: S311 – the same picture each time
    for row in range(7):
        for place in range(14):
            x, y, size = 120 + place * 105, 110 + row * 113, chance.choice([16, 18, 22, 40])
            draw.ellipse([x - size, y - size, x + size, y + size], fill=chance.choice([BLUE, NAVY, "#6f9fd8", AMBER]))


GROUNDS = {
    journeys: (NAVY, "#0a3a8c"),
    columns: (SKY, "#f7fafd"),
    parliament: ("#e9f0fa", "#c9daf0"),
    climate: ("#fdf3dc", "#dce8f7"),
    islands: ("#7fb3e6", "#1d5fb4"),
    profiles: ("#ffffff", SKY),
}


def png(drawing):
    """A drawing of this module as a PNG of 1600 × 900 pixels: bytes."""
    picture = _ground(*GROUNDS[drawing])
    drawing(ImageDraw.Draw(picture))
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
