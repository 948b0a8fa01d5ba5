"""Photos of the news: what is taken in, what is served, and to whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from content import services
from content.models import Photo, PhotoSize
from core.errors import DomainError, StateConflict
from core.models import StoredFile
from core.uploads import reaping
from tests.content.conftest import ALTS, finish, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WORDS = {**ALTS, "caption_en": "", "caption_fr": "", "caption_es": "", "credit": "© IOM 2026"}


def photo_path(size):
    return size.get_absolute_url()


def test_a_photo_that_cannot_be_is_not_found(client, reference):
    assert client.get(f"/news-photos/{10**20}/abc/card.webp").status_code == 404


def test_a_photo_is_made_in_all_sizes_with_its_measures(article, add_photo):
    photo = add_photo(article())

    assert {(one.kind, one.width, one.height, one.content_type) for one in photo.sizes.all()} == {
        ("card", 400, 225, "image/webp"),
        ("page", 960, 600, "image/webp"),
        ("social", 1200, 630, "image/jpeg"),
    }
    assert photo.card.size <= 5_500


def test_what_the_camera_noted_is_gone(article, officer, media):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 13.0, 0.0)})
    file = picture(exif=exif.tobytes(), comment=b"SecretComment")
    assert b"SecretCamera" in file.read()

    photo = services.add_photo(article(), by=officer, file=file, **ALTS)

    for kept in (photo, *photo.sizes.all()):
        content = (media / kept.file_path).read_bytes()
        assert (b"SecretCamera" in content, b"SecretComment" in content) == (False, False)
        with Image.open(media / kept.file_path) as image:
            assert dict(image.getexif().get_ifd(0x8825)) == {}


def test_a_photo_taken_upright_is_shown_upright(article, officer, media):
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    file = picture(size=(1600, 800), exif=exif.tobytes())

    photo = services.add_photo(article(), by=officer, file=file, **ALTS)

    assert (photo.large.width, photo.large.height) == (360, 720)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("photo.jpg", b"not a picture at all"), "save it as JPEG or PNG"),
        (SimpleUploadedFile("photo.svg", SVG), "not accepted"),
        (SimpleUploadedFile("photo.png", SVG), "not what its name says"),
        (SimpleUploadedFile("photo.jpg", b""), "empty"),
        (SimpleUploadedFile("photo.pdf", b"%PDF-1.4"), "not accepted"),
        (SimpleUploadedFile("photo.jpg", picture().read()[:900]), "damaged"),
        (picture(size=(320, 200)), "pixels wide"),
    ],
    ids=["text", "svg", "svg-as-png", "empty", "pdf", "cut", "small"],
)
def test_a_bad_file_is_refused_beside_its_field_and_leaves_nothing(client_for, officer, article, media, file, words):
    found = article()
    file.seek(0)

    answer = client_for(officer).post(f"/en/workspace/site/news/{found.pk}/photos/new/", {**WORDS, "file": file})

    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors["file"])
    assert "© IOM 2026" in answer.content.decode()
    assert (Photo.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_too_large_is_refused(client_for, officer, article, media, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    answer = client_for(officer).post(
        f"/en/workspace/site/news/{article().pk}/photos/new/", {**WORDS, "file": picture()}
    )

    assert "larger than" in " ".join(answer.context["form"].errors["file"])


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_language_needs_its_alternative_text(client_for, officer, article, media, language):
    words = {**WORDS, f"alt_{language}": " "}

    answer = client_for(officer).post(
        f"/en/workspace/site/news/{article().pk}/photos/new/", {**words, "file": picture()}
    )

    assert list(answer.context["form"].errors) == [f"alt_{language}"]
    assert Photo.objects.count() == 0


def test_a_photo_is_uploaded_described_and_removed_through_the_pages(client_for, officer, article, media):
    found, client = article(), client_for(officer)
    client.post(f"/en/workspace/site/news/{found.pk}/photos/new/", {**WORDS, "file": picture()})
    photo = Photo.objects.get()

    client.post(f"/en/workspace/site/news/photos/{photo.pk}/", {**WORDS, "alt_fr": "Un autre dessin"})
    photo.refresh_from_db()
    assert (photo.alt_en, photo.alt_fr, photo.credit) == ("A drawing", "Un autre dessin", "© IOM 2026")
    question = client.get(f"/en/workspace/site/news/photos/{photo.pk}/remove/")
    assert (question.status_code, Photo.objects.count()) == (200, 1)
    client.post(f"/en/workspace/site/news/photos/{photo.pk}/remove/")

    assert (Photo.objects.count(), PhotoSize.objects.count()) == (0, 0)
    assert client.post(f"/en/workspace/site/news/photos/{photo.pk}/remove/").status_code == 404


def test_photos_change_places_and_the_first_leads(article, add_photo, officer):
    found = article()
    first, second, third = (add_photo(found, alt_en=name) for name in ("one", "two", "three"))

    second_key = second.pk
    services.move_photo(third, by=officer, is_up=True)
    services.move_photo(first, by=officer, is_up=True)  # it is on top already
    services.move_photo(third, by=officer, is_up=True)

    assert [photo.alt_en for photo in found.photos.all()] == ["three", "one", "two"]
    services.remove_photo(second, by=officer)
    with pytest.raises(StateConflict):
        services.remove_photo(Photo(pk=second_key, article=found), by=officer)


def test_an_article_has_so_many_photos_and_no_more(article, add_photo, monkeypatch):
    monkeypatch.setattr("content.services.photos.MOST_PHOTOS", 1)
    found = article()
    add_photo(found)

    with pytest.raises(DomainError, match="at most"):
        add_photo(found)


def test_a_public_photo_may_be_kept_for_good(client, article, add_photo):
    photo = add_photo(article())

    answer = client.get(photo_path(photo.card))
    finish(answer)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer


def test_a_photo_of_a_draft_is_for_those_who_keep_news_alone(
    client, client_for, applicant, officer, draft_article, add_photo
):
    photo = add_photo(draft_article())
    path = photo_path(photo.card)

    assert [client.get(path).status_code, client_for(applicant).get(path).status_code] == [404, 404]
    answer = client_for(officer).get(path)
    finish(answer)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]


@pytest.mark.parametrize("change", ["digest", "kind", "extension", "pk"])
def test_another_address_finds_no_photo(client, article, add_photo, change):
    size = add_photo(article()).card
    parts = {"pk": size.photo_id, "digest": size.sha256[:16], "kind": size.kind, "extension": "webp"}
    parts |= {change: {"digest": "0" * 16, "kind": "huge", "extension": "jpg", "pk": 99999}[change]}

    path = "/news-photos/{pk}/{digest}/{kind}.{extension}".format(**parts)

    assert client.get(path).status_code == 404


def test_files_of_photos_are_named_and_those_of_removed_ones_are_not(article, add_photo, officer):
    photo = add_photo(article())
    hashes = {photo.sha256, *(size.sha256 for size in photo.sizes.all())}
    assert reaping.named(hashes) == hashes

    services.remove_photo(photo, by=officer)

    assert reaping.named(hashes) == set()
