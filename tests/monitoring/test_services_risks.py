import pytest
from django.core.exceptions import ValidationError

from core.errors import DomainError
from monitoring import services
from monitoring.selectors.risks import risks_of


def test_a_risk_that_a_report_added_is_asked_for_in_the_next(next_report, project_manager):
    [row] = risks_of(next_report)

    services.write_risk(next_report, row.lineage, by=project_manager, likelihood=4, impact=5, status="HAPPENED")
    [after] = risks_of(next_report)

    assert (row.description, row.last_level.level, row.level) == (
        "Trained officials are moved to other posts",
        "MEDIUM",
        None,
    )
    assert (after.update.status, after.level.level) == ("HAPPENED", "HIGH")


def test_a_new_risk_is_kept(next_report, project_manager):
    services.write_risk(next_report, by=project_manager, description="The rate falls", likelihood=1, impact=2)

    assert [row.description for row in risks_of(next_report)] == [
        "Trained officials are moved to other posts", "The rate falls"
    ]  # fmt: skip


def test_a_risk_of_another_project_is_refused(next_report, project_manager):
    with pytest.raises(DomainError, match="not of the project"):
        services.write_risk(
            next_report, "00000000-0000-4000-8000-000000000000", by=project_manager, likelihood=1, impact=1
        )


@pytest.mark.parametrize("fields", [{"likelihood": 6}, {"impact": 0}, {"description": ""}, {"status": "LOST"}])
def test_a_risk_out_of_range_is_refused(next_report, project_manager, fields):
    values = {"description": "The rate falls", "likelihood": 1, "impact": 1}

    with pytest.raises(ValidationError):
        services.write_risk(next_report, by=project_manager, **values | fields)

    assert next_report.risks.count() == 0
