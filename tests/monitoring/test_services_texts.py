import pytest

from core.errors import DomainError
from monitoring import services
from monitoring.models import ReportText, TeamMember


@pytest.fixture
def writer(next_report, project_manager, colleague):
    services.name_member(next_report.duty.project, by=project_manager, user=colleague, part=TeamMember.Part.WRITER)
    return colleague


@pytest.fixture
def opened(next_report, project_manager):
    """The section "progress" as both people have it open, at revision 1."""
    services.write_text(
        next_report, "progress", by=project_manager, text="Six workshops were held.", revision=0, page="m"
    )
    return next_report


def text_of(report):
    return ReportText.objects.get(report=report, key="progress").text


def test_two_people_who_change_different_words_are_joined(opened, project_manager, writer):
    services.write_text(opened, "progress", by=project_manager, text="Seven workshops were held.", revision=1, page="m")

    written = services.write_text(
        opened, "progress", by=writer, text="Six workshops were held in May.", revision=1, page="w"
    )

    assert written.is_joined
    assert text_of(opened) == "Seven workshops were held in May."


def test_a_text_that_contradicts_is_put_aside_and_not_lost(opened, project_manager, writer):
    services.write_text(opened, "progress", by=project_manager, text="Seven workshops were held.", revision=1, page="m")

    written = services.write_text(opened, "progress", by=writer, text="Five workshops were held.", revision=1, page="w")

    assert written.is_aside
    assert text_of(opened) == "Seven workshops were held."
    last = written.holder.revisions.first()
    assert (last.kind, last.text) == ("ASIDE", "Five workshops were held.")


def test_an_earlier_text_is_restored_and_the_present_one_kept(opened, project_manager):
    services.write_text(opened, "progress", by=project_manager, text="Seven.", revision=1)

    section = services.restore_text(opened, "progress", by=project_manager, number=1)

    assert section.text == "Six workshops were held."
    assert [row.text for row in section.revisions.order_by("number")] == [
        "Six workshops were held.", "Seven.", "Six workshops were held."
    ]  # fmt: skip


def test_a_section_of_final_reports_only_is_refused_in_an_interim_one(next_report, project_manager):
    with pytest.raises(DomainError, match="There is no such section"):
        services.write_text(next_report, "lessons", by=project_manager, text="Begin early.", revision=0)


def test_a_correction_goes_on_from_the_copied_text(accepted_report, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="A number was wrong.")
    copied = correction.texts.get(key="summary")

    services.write_text(
        correction, "summary", by=project_manager, text=f"{copied.text} Corrected.", revision=copied.revision
    )

    assert correction.texts.get(key="summary").text == f"{copied.text} Corrected."
    assert accepted_report.texts.get(key="summary").text == copied.text
