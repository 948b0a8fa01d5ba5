"""Dividing the parts by the page."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Responsibility


def answers(form, **changes):
    """What a browser would send: the fields and their hidden initial values, with ``changes``."""
    data = {}
    for part in form.parts:
        for name in (f"person_{part}", f"due_{part}"):
            value = form[name].value()
            data[name] = data[f"initial-{name}"] = "" if value is None else str(value)
    return data | changes


def test_only_what_was_changed_is_written(team, applicant, writer, submitter, client_for):
    address, client = f"{team.get_absolute_url()}people/parts/", client_for(applicant)
    opened = client.get(address).context["form"]
    due_on = (timezone.localdate() + timedelta(days=9)).isoformat()
    client_for(writer).post(address, answers(opened, person_cover=str(submitter.pk)))  # meanwhile

    done = client.post(address, answers(opened, person_budget=str(writer.pk), due_budget=due_on))

    assert done.headers["Location"] == team.get_absolute_url()
    assert set(Responsibility.objects.values_list("part", "person__name")) == {
        ("cover", "Sue Submitter"), ("budget", "Wim Writer"),
    }  # fmt: skip
    assert "Wim Writer, until" in client.get(team.get_absolute_url()).content.decode()


def test_a_browser_sends_each_choice_once(team, applicant, client_for):
    html = client_for(applicant).get(f"{team.get_absolute_url()}people/parts/").content.decode()

    assert html.count('name="person_cover"') == html.count('name="initial-person_cover"') == 1


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(team, applicant, reader, writer, client_for):
    address, client = f"{team.get_absolute_url()}people/parts/", client_for(applicant)
    opened = client.get(address).context["form"]
    typed = {"person_cover": str(reader.pk), "due_budget": "2099-01-01", "due_summary": "31.31.2026"}

    form = client.post(address, answers(opened, **typed)).context["form"]

    assert set(form.errors) == {"person_cover", "person_budget", "due_summary"}
    assert form["due_summary"].value() == "31.31.2026"
    assert Responsibility.objects.count() == 0


def test_a_date_that_is_past_is_refused(team, applicant, writer, client_for):
    address, client = f"{team.get_absolute_url()}people/parts/", client_for(applicant)
    opened = client.get(address).context["form"]

    page = client.post(address, answers(opened, person_budget=str(writer.pk), due_budget="2020-01-01"))

    assert "choose a date that is not past" in page.content.decode()
