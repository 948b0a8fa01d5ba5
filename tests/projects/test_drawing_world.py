import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import funding
from projects.drawing import world

DATA = Path(funding.__file__).parent / "data"
COUNTRIES = {row["code"]: row for row in json.loads((DATA / "countries.json").read_text(encoding="utf-8"))}
LISTED = json.loads((DATA / "eligibility_line2_2024.json").read_text(encoding="utf-8"))["countries"]


def country(code):
    row = COUNTRIES[code]
    return SimpleNamespace(pk=code, latitude=Decimal(row["latitude"]), longitude=Decimal(row["longitude"]))


def test_every_country_of_the_eligibility_list_has_a_shape_or_a_circle():
    spots = {code: world.spot(country(code)) for code in LISTED}

    assert len(spots) > 100
    assert [code for code, spot in spots.items() if not (spot.shape or spot.circle)] == []


def test_every_country_can_be_drawn():
    spots = [world.spot(country(code)) for code in COUNTRIES]

    outside = [one.code for one in spots if not (0 < one.x < world.WIDTH and 0 < one.y < world.HEIGHT)]
    assert outside == []


@pytest.mark.parametrize(
    ("code", "shape", "circle"), [("BR", True, False), ("MV", False, True), ("WS", True, True), ("HR", True, False)]
)
def test_small_and_missing_shapes_get_a_circle(code, shape, circle):
    found = world.spot(country(code))

    assert (found.shape, found.circle) == (shape, circle)


@pytest.mark.parametrize("code", ["BO", "TD", "MN", "ZM", "PY", "ML", "PL", "UY", "TM", "IR", "KE", "BY"])
def test_points_lie_in_the_shapes_of_their_countries(code):
    """The projection of the points is the one that the file was made with."""
    found, box = world.spot(country(code)), world.boxes()[code]

    assert box.left < found.x < box.right
    assert box.top < found.y < box.bottom


def test_a_country_without_shape_and_point_has_no_place():
    assert world.spot(SimpleNamespace(pk="ZZ", latitude=None, longitude=None)) is None


def test_a_country_without_point_stands_in_the_middle_of_its_shape():
    found, box = world.spot(SimpleNamespace(pk="BO", latitude=None, longitude=None)), world.boxes()["BO"]

    assert (found.x, found.y) == ((box.left + box.right) // 2, (box.top + box.bottom) // 2)


@given(st.lists(st.sampled_from(sorted(COUNTRIES)), max_size=8))
def test_a_section_lies_on_the_map_and_holds_its_countries(codes):
    spots = [world.spot(country(code)) for code in codes]

    found = world.section(spots)

    assert 0 <= found.left <= found.left + found.width <= world.WIDTH
    assert 0 <= found.top <= found.top + found.height <= world.HEIGHT
    boxes = [world.boxes()[one.code] if one.shape else world.Box(one.x, one.y, one.x, one.y) for one in spots]
    assert all(found.left <= box.left and box.right <= found.left + found.width for box in boxes)
    assert all(found.top <= box.top and box.bottom <= found.top + found.height for box in boxes)


amounts = st.decimals(0, 10**9, places=2)


@given(st.one_of(st.lists(st.integers(0, 4000)), st.lists(amounts)))
def test_every_value_falls_into_one_of_at_most_five_classes(values):
    limits = world.bounds(values)

    assert limits == sorted(set(limits))
    assert len(limits) <= world.SHADES
    assert all((world.shade(value, limits) == 0) == (not value) for value in values)
    assert all(value <= limits[world.shade(value, limits) - 1] for value in values if value)


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], []),
        ([0], []),
        ([3, 3], [3]),
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 6]),
        ([1, 1, 1, 12], [1, 12]),
        ([Decimal(37450), Decimal(100000), Decimal(1210000)], [Decimal(38000), Decimal(100000), Decimal(1210000)]),
    ],
)
def test_bounds_are_round_numbers(values, limits):
    assert world.bounds(values) == limits
