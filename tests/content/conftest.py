"""Articles in the states that tests need, and files to upload."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from content import services
from content.models import Subscriber

from ..projects.conftest import public

__all__ = ["public"]  # the catalogue too is found by the search across the site

ALTS = {"alt_en": "A drawing", "alt_fr": "Un dessin", "alt_es": "Un dibujo"}


def finish(answer):
    """Read an answer to its end, as a browser does. ``close`` alone would close the connection of a test on PostgreSQL."""
    for _part in answer.streaming_content if answer.streaming else ():
        pass


def picture(name="photo.jpg", size=(1600, 1000), form="JPEG", **saved):
    """A picture to upload, of a colour that no test looks at."""
    target = BytesIO()
    Image.new("RGB", size, "#3366aa").save(target, form, **saved)
    return SimpleUploadedFile(name, target.getvalue(), f"image/{form.lower()}")


@pytest.fixture
def media(settings, tmp_path):
    """A store of files of one's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def draft_article(reference, officer):
    """``draft_article("a-slug", …)``: an article whose first edition is a draft without text."""

    def make(slug="a-study", title="A study", language="en", dated_on=date(2026, 5, 4), is_announced=True):
        edition = services.make_article(
            by=officer, title=title, language=language, slug=slug, dated_on=dated_on, is_announced=is_announced
        )
        return edition.page.article

    return make


@pytest.fixture
def publish(officer):
    """``publish(article, "fr", title=…)``: write the next edition in a language and make it public."""

    def carry_out(article, language="en", title="A study", lead="It is out.", text="## Why\n\nBecause."):
        edition = services.begin_edition(article.page, language, by=officer)
        edition = services.write_edition(
            edition, by=officer, revision=edition.revision, title=title, lead=lead, text=text
        )
        return services.publish_edition(edition, by=officer)

    return carry_out


@pytest.fixture
def article(draft_article, publish):
    """``article("a-slug", …)``: an article that is public in English."""

    def make(slug="a-study", **fields):
        found = draft_article(slug, **fields)
        publish(found, title=fields.get("title", "A study"))
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def add_photo(officer, media):
    """``add_photo(article)``: a photo at the end of an article."""
    return lambda article, **words: services.add_photo(article, by=officer, file=picture(), **{**ALTS, **words})


@pytest.fixture
def subscriber(db):
    """``subscriber("a@example.org", "fr")``: somebody whose address is confirmed."""

    def make(email="reader@example.org", language="en", wants_news=True, wants_calls=False):
        choices = {"wants_news": wants_news, "wants_calls": wants_calls}
        services.subscribe_by_email(email=email, language=language, **choices)
        return services.confirm_subscriber(Subscriber.objects.get(email=email).token)

    return make
