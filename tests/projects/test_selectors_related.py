from projects.catalogue import memory
from projects.models import PublicRecord
from projects.selectors.related import related
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
ROWS = """\
PX.0001,One,Europe,Montenegro,Counter Trafficking Projects,National,Active,1,2018,2018,2019
PX.0002,Same country and theme,Europe,Montenegro; Serbia,Counter Trafficking Projects,Regional,Completed,1,2010,2010,2011
PX.0003,Same country,Europe,Montenegro,Labour Migration,National,Completed,1,2020,2020,2021
PX.0004,Same theme,Africa,Benin,Counter Trafficking Projects,National,Completed,1,2021,2021,2022
PX.0005,Same region alone,Europe,Albania,Labour Migration,National,Completed,1,2022,2022,2023
"""


def test_related_projects_share_most_and_are_newest(reference):
    import_projects((HEADER + ROWS).encode())
    record = PublicRecord.objects.get(code="PX.0001")

    assert [one.code for one in related(record, limit=9)] == ["PX.0002", "PX.0003", "PX.0004"]
    assert [one.code for one in related(record, limit=1)] == ["PX.0002"]


def test_a_withheld_country_relates_nothing(reference):
    import_projects((HEADER + ROWS).encode())
    PublicRecord.objects.filter(code="PX.0003").update(country_codes=[])
    memory.forget()

    found = related(PublicRecord.objects.get(code="PX.0001"), limit=9)

    assert [one.code for one in found] == ["PX.0002", "PX.0004"]
