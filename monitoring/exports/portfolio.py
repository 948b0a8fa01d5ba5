"""The columns of the portfolio: what a reader can choose, and what each becomes in a file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Column:
    """A column of the page: ``code``, ``label``, and ``cells`` of a standing in a file under their ``heads``."""

    code: str
    label: str
    cells: Callable
    heads: tuple = ()
    is_number: bool = False
    sort: str = ""

    def titles(self):
        """Heads of its columns in a file."""
        return [str(head) for head in self.heads or (self.label,)]


def _money_cells(row):
    return [row.burn, row.planned_burn, row.gap, str(row.money.label) if row.money else "", row.money_until]


def _light_cells(row):
    return [
        str(row.light.label),
        row.not_due,
        row.no_data,
        row.reached,
        row.on_track,
        row.behind,
        row.off_track,
        row.above,
    ]


COLUMNS = [
    Column(
        "light", gettext_lazy("Lights"), _light_cells,
        (
            gettext_lazy("Attention"), gettext_lazy("Not due"), gettext_lazy("No data"), gettext_lazy("Reached"),
            gettext_lazy("On track"), gettext_lazy("Behind"), gettext_lazy("Off track"), gettext_lazy("Above plan"),
        ),
        sort="attention",
    ),
    Column(
        "money", gettext_lazy("Spent and planned"), _money_cells,
        (
            gettext_lazy("Spent (%)"), gettext_lazy("Planned (%)"), gettext_lazy("Difference (points)"),
            gettext_lazy("Money"), gettext_lazy("Money reported until"),
        ),
        sort="under",
    ),
    Column("late", gettext_lazy("Late reports"), lambda row: [row.reports_late], is_number=True, sort="late"),
    Column("due", gettext_lazy("Next due"), lambda row: [row.next_due_on], sort="due"),
    Column("budget", gettext_lazy("Budget (USD)"), lambda row: [row.budget], is_number=True, sort="budget"),
    Column("spent", gettext_lazy("Spent (USD)"), lambda row: [row.spent], is_number=True),
    Column("time", gettext_lazy("Time elapsed (%)"), lambda row: [row.elapsed], is_number=True),
    Column("end", gettext_lazy("End"), lambda row: [row.project.ends_on], sort="end"),
    Column(
        "ratings", gettext_lazy("Ratings"),
        lambda row: [str(row.get_manager_rating_display()), str(row.get_readers_rating_display())],
        (gettext_lazy("Manager’s rating"), gettext_lazy("Reader’s rating")),
    ),
    Column("state", gettext_lazy("State"), lambda row: [str(row.project.get_state_display())]),
    Column("region", gettext_lazy("Region"), lambda row: [str(row.project.region or "")]),
    Column("countries", gettext_lazy("Countries"), lambda row: [countries_of(row)]),
    Column("line", gettext_lazy("Funding line"), lambda row: [str(row.project.line or "")]),
    Column("theme", gettext_lazy("Theme"), lambda row: [str(row.project.theme or "")]),
    Column("manager", gettext_lazy("Project manager"), lambda row: [str(row.project.manager or "")]),
]  # fmt: skip
USUAL = ("light", "money", "late", "due", "budget", "end")


def countries_of(row):
    """The countries that benefit, by name."""
    return ", ".join(sorted(country.name for country in row.project.countries.all()))


def columns(codes):
    """The columns of these codes in their usual order; the usual ones where none is known."""
    return [one for one in COLUMNS if one.code in codes] or columns(USUAL)


def table(rows, chosen):
    """The header, then a row for each standing: code and title first, then the chosen columns; exactly what the page shows."""
    yield [_("Code"), _("Title"), *(title for column in chosen for title in column.titles())]
    for row in rows:
        yield [
            row.project.code or "",
            row.project.title,
            *(cell for column in chosen for cell in column.cells(row)),
        ]
