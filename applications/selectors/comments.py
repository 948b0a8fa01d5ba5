"""What is said about a proposal among its team."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch

from ..models import Comment
from ..sections import PARTS

MOST_THREADS = 20


@dataclass(frozen=True)
class Discussion:
    """The threads of one part, or of all: a page of them, those that are open first."""

    part: str
    title: str
    page: Page

    @property
    def threads(self):
        """The threads of the page, with their comments, authors and those they are meant for."""
        return self.page.object_list


def discussion_on(application, part="", *, number=1):
    """The Discussion of a part, or of all parts without one; ``number`` of the page. Five queries, however many comments."""
    threads = application.threads.filter(part=part) if part else application.threads.all()
    said = Comment.objects.select_related("author").prefetch_related("mentioned")
    threads = threads.select_related("resolved_by").prefetch_related(Prefetch("comments", said))
    threads = threads.order_by(F("resolved_at").asc(nulls_first=True), "-opened_at", "-pk")
    page = Paginator(threads, MOST_THREADS).get_page(number)
    page.object_list = list(page.object_list)
    for thread in page.object_list:  # the addresses and rules of its comments ask for them
        thread.application = application
        thread.title_of_part = PARTS.get(thread.part, thread.part)
        for comment in thread.comments.all():
            comment.thread = thread
    return Discussion(part, str(PARTS.get(part, "")), page)
