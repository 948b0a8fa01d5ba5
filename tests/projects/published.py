"""A few published records for tests of files, feeds and the API, and the reading of a list as its reader sees it."""

from projects.services import import_projects

HEADER = "code,prima_id,title,region,countries,theme,type,status,amount_usd,year,start,end,source_url\n"
ROWS = (
    "PX.0009,ME10P0003,Enhancing Counter Smuggling,Europe,Montenegro,Counter Trafficking Projects,National,Completed,"
    "100000,2018,2018,2019,https://iom.int/project/x\n"
    "LM.0001,,Labour pathways,Africa,Benin; Togo,Labour Migration,Regional,Active,,2020,2020,2021,\n"
    ",,=HYPERLINK(1),Africa,Benin,,,,5000.50,,,,\n"
)


def bring(rows=ROWS):
    """Import the rows, which publishes them."""
    if not rows:
        return
    report = import_projects((HEADER + rows).encode())
    assert not report.rejections, report.rejections


def numbered(first, last):
    """Rows of one kind, to grow a list by."""
    return "".join(
        f"LM.{number:04d},,Project {number},Europe,Albania,Labour Migration,National,Active,{number},2019,2019,2020,\n"
        for number in range(first, last)
    )


def on_screen(client, query="", language="en"):
    """The addresses of all records of a list in the order of its pages."""
    found, number = [], 1
    while True:
        page = client.get(f"/{language}/projects/?{query}&page={number}").context["page"]
        found += [record.address for record in page]
        if not page.has_next():
            return found
        number = page.next_page_number()
