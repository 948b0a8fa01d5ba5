from decimal import Decimal

import pytest

from projects.catalogue import memory
from projects.models import PublicRecord
from projects.selectors.catalogue import select
from projects.selectors.figures import figures
from projects.selectors.places import KINDS, names_of, place
from projects.services import import_projects, unpublish

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
ROWS = """\
PX.0001,One,Europe,Montenegro,Counter Trafficking Projects,National,Active,100,2018,2018,2019
PX.0002,Two,Europe,Montenegro; Serbia,Counter Trafficking Projects,Regional,Completed,250.50,2020,2020,2024
LM.0003,Three,Africa,Benin,Labour Migration,National,Completed,,,2005,2006
"""


@pytest.fixture
def three(reference):
    """Three public records of two regions; one has goals, one has neither amount nor funding year."""
    import_projects((HEADER + ROWS).encode())
    PublicRecord.objects.filter(code="PX.0002").update(goal_codes=["SDG-10", "SDG-10.7", "GCM-10"])
    memory.forget()


def test_sums_count_each_project_once_in_each_of_its_places(three):
    found = figures()

    assert (found.total.number, found.total.amount, found.total.unknown) == (3, Decimal("350.50"), 1)
    assert {code: (one.number, one.amount) for code, one in found.countries.items()} == {
        "ME": (2, Decimal("350.50")), "RS": (1, Decimal("250.50")), "BJ": (1, Decimal(0)),
    }  # fmt: skip
    assert found.countries["BJ"].known is None
    assert {code: one.number for code, one in found.goals.items()} == {"10": 1}
    assert {code: one.number for code, one in found.years.items()} == {"2018": 1, "2020": 1}
    assert (found.active, found.completed, found.span, found.without_year) == (1, 2, "2005–2020", 1)


@pytest.mark.parametrize(
    ("kind", "code", "number"),
    [
        ("country", "ME", 2),
        ("country", "AL", 0),
        ("region", "AFRICA", 1),
        ("theme", "CT", 2),
        ("sdg", "10", 1),
        ("sdg", "1", 0),
        ("year", "2020", 1),
    ],
)
def test_sums_of_a_place_are_those_of_its_records(three, kind, code, number):
    assert figures(kind, code).total.number == number


def test_sums_of_every_place_are_those_of_its_list(three):
    for kind in KINDS.values():
        counted = [
            (place(kind, code).figures.total.number, select(place(kind, code).parameters).count)
            for code in names_of(kind, memory.current())
            if code in getattr(figures(), kind.sums)
        ]
        assert len(counted) > 0
        assert [one for one, other in counted if one != other] == []


def test_sums_follow_the_catalogue_at_one_query(three, officer, django_assert_num_queries):
    figures()
    with django_assert_num_queries(1):
        assert figures().total.number == 3
    unpublish(PublicRecord.objects.get(code="PX.0001").project, by=officer, comment="For safety")

    assert figures().total.number == 2


def test_an_empty_catalogue_has_nothing_to_say(db):
    found = figures()

    assert (found.total.number, found.total.known, found.span) == (0, None, "")
