"""Commenting by the pages: with and without scripts, with bad input, and beside each part."""

import pytest

from applications.models import Comment, Thread
from applications.services import comments
from core.middleware import UNWANTED

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(team):
    """Of the comments on the rationale."""
    return f"{team.get_absolute_url()}comments/rationale/"


def test_without_scripts_a_comment_is_written_answered_and_resolved(team, address, writer, applicant, client_for):
    assert client_for(writer).post(address, {"text": "Which figures?"}).headers["Location"] == address
    thread = Thread.objects.get()

    client = client_for(applicant)
    client.post(f"{team.get_absolute_url()}threads/{thread.pk}/", {"text": "Those of 2025", "mentioned": [writer.pk]})
    client.post(f"{team.get_absolute_url()}threads/{thread.pk}/resolve/")

    page = client.get(address).content.decode()
    assert "Resolved by Ana Applicant" in page
    assert ["Which figures?" in page, "Those of 2025" in page] == [True, True]
    assert Comment.objects.last().mentioned.get() == writer


def test_with_htmx_the_same_addresses_answer_with_the_part(team, address, writer, client_for):
    client = client_for(writer)

    written = client.post(address, {"text": "Which figures?"}, headers=HTMX)
    resolved = client.post(f"{team.get_absolute_url()}threads/{Thread.objects.get().pk}/resolve/", headers=HTMX)

    for page, sentence in ((written, "Your comment is written."), (resolved, "Resolved.")):
        assert page.status_code == 200
        assert page.content.decode().strip().startswith('<section id="discussion"')
        assert sentence in page.content.decode()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_is_kept_with_an_error_beside_it(team, address, writer, client_for, text, headers):
    client = client_for(writer)
    client.post(address, {"text": "Which figures?"})
    thread = Thread.objects.get()

    for target, form_id in ((address, "id_new_text"), (f"{team.get_absolute_url()}threads/{thread.pk}/", "id_thread")):
        page = client.post(target, {"text": text, "mentioned": ["0"]}, headers=headers).content.decode()
        assert "There is a problem" in page
        assert f'href="#{form_id}' in page
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["a\x00b", "\ud800".encode("utf-8", "surrogatepass"), "x" * 5_000_000])
def test_junk_never_breaks_the_page(address, writer, client_for, text):
    response = client_for(writer).post(address, {"text": text})

    assert response.status_code in {200, 302, 400, 413}
    assert not UNWANTED & set("".join(Comment.objects.values_list("text", flat=True)))


def test_what_is_typed_is_shown_as_text(address, writer, client_for):
    client_for(writer).post(address, {"text": "<script>alert(1)</script>"})

    page = client_for(writer).get(address).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_unknown_part_is_not_found(team, writer, client_for):
    assert client_for(writer).get(f"{team.get_absolute_url()}comments/appendix/").status_code == 404


def test_ones_own_comment_is_changed_and_deleted(team, address, writer, applicant, client_for):
    comment = comments.comment_on(team, "rationale", by=writer, text="Which figures?")
    own = f"/en/workspace/applications/comments/{comment.pk}/"
    client = client_for(writer)
    assert client_for(applicant).get(own).status_code == 404
    assert client_for(applicant).post(f"{own}delete/").status_code == 404

    client.post(own, {"text": "Which figures, please?"})
    assert "Which figures, please?" in client.get(address).content.decode()
    client.post(f"{own}delete/")

    assert Thread.objects.count() == 0


def test_deleting_what_was_answered_says_why_not(team, address, writer, applicant, client_for):
    comment = comments.comment_on(team, "rationale", by=writer, text="Which figures?")
    comments.answer(comment.thread, by=applicant, text="Those of 2025")
    own = f"/en/workspace/applications/comments/{comment.pk}/delete/"

    assert "answered since" in client_for(writer).post(own, headers=HTMX).content.decode()
    assert "answered since" in client_for(writer).post(own, follow=True).content.decode()


def test_the_page_takes_the_same_queries_for_1_and_20_threads(
    team, address, applicant, writer, client_for, django_assert_num_queries
):
    comments.comment_on(team, "rationale", by=applicant, text="First", mentioned=[writer])
    client = client_for(applicant)
    client.get(address, headers=HTMX)
    with django_assert_num_queries(10):
        client.get(address, headers=HTMX)
    for number in range(19):
        comment = comments.comment_on(team, "rationale", by=applicant, text=f"No. {number}", mentioned=[writer])
        comments.answer(comment.thread, by=writer, text="Yes")

    with django_assert_num_queries(10):
        client.get(address, headers=HTMX)


@pytest.mark.parametrize("page", ["cover/", "sections/rationale/", "letters/"])
def test_each_part_leads_to_its_comments(team, reader, writer, client_for, page):
    part = {"cover/": "cover", "letters/": "letters"}.get(page, "rationale")

    html = client_for(writer).get(f"{team.get_absolute_url()}{page}").content.decode()

    assert f'hx-get="{team.get_absolute_url()}comments/{part}/"' in html


@pytest.mark.parametrize("page", ["results", "budget"])
def test_pages_of_the_plan_lead_to_comments_for_the_team_alone(application_in, join, writer, officer, client_for, page):
    application = application_in("submitted")
    join(application, writer)
    address = f"/en/workspace/plans/{application.plan.current.pk}/{page}/"
    link = f"{application.get_absolute_url()}comments/{page}/"

    assert link in client_for(writer).get(address).content.decode()
    assert link not in client_for(officer).get(address).content.decode()


def test_the_task_list_counts_open_comments(team, applicant, writer, client_for):
    for text in ("One", "Two"):
        comments.comment_on(team, "budget", by=writer, text=text)

    assert "2 open comments" in client_for(applicant).get(team.get_absolute_url()).content.decode()
