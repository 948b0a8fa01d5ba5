import json
import re
import tracemalloc
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from core import uploads
from core.models import StoredFile
from core.uploads.images import rewrite_jpeg, rewrite_png

from .corpus import CORPUS, EICAR, JPEG, PDF, chunk, exif, jpeg, png, segment


class Upload(SimpleUploadedFile):
    """A file under exactly this name: Django's own class would clean it."""

    def __init__(self, name, content):
        super().__init__("x", content)
        self._name = name


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_corpus_is_large_enough_and_names_every_file_once():
    assert len(CORPUS) > 60
    assert len({name for name, _content, _words in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize(("name", "content", "words"), CORPUS, ids=[json.dumps(row[0]) for row in CORPUS])
def test_every_file_of_the_corpus_has_its_verdict(db, media, name, content, words):
    upload = Upload(name, content)

    if not words:
        kept = uploads.store(upload)
        assert Path(media, kept["file_path"]).stat().st_size == kept["size"] > 0
        return
    with pytest.raises(ValidationError, match=words):
        uploads.store(upload)
    assert files_in(media) == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_refusal_names_the_file_and_says_what_to_do(language):
    with override(language):
        for name, content, words in CORPUS:
            if not words:
                continue
            upload = Upload(name, content)
            with pytest.raises(ValidationError) as refused:
                uploads.judge(upload)
            sentence = " ".join(refused.value.messages)
            said = uploads.named(upload, refused.value)
            assert (uploads.clean_name(name) in said, sentence in said) == (True, True)
            assert len(re.findall(r"\w\.(?: |$)", sentence)) >= 2, sentence  # why, and what to do


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\letters\\one.pdf", "one.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("letter\x00.pdf", "letter.pdf"),
        ("…  .pdf", "…  .pdf"),
        ("", "file"),
        (f"{'a' * 300}.pdf", f"{'a' * 110}.pdf"),
    ],
)
def test_names_are_cleaned(given, clean):
    assert uploads.clean_name(given) == clean


def test_judging_a_bomb_needs_little_memory():
    bombs = [row for row in CORPUS if "bomb" in row[0] and row[0] != "bomb.pdf"]
    tracemalloc.start()
    for name, content, _words in bombs:
        with pytest.raises(ValidationError):
            uploads.judge(Upload(name, content))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 64 * 1024 * 1024


def test_only_the_kinds_of_a_place_are_accepted_there():
    workbook = next(content for name, content, _words in CORPUS if name == "plain.xlsx")

    with pytest.raises(ValidationError, match="PDF, DOCX, PNG, JPG"):
        uploads.judge(Upload("letter.xlsx", workbook), extensions=("pdf", "docx", "png", "jpg", "jpeg"))


def test_png_loses_all_but_the_picture():
    content = png(chunk(b"tEXt", b"Author\0Ana"), chunk(b"eXIf", b"GPS"), tail=b"<script>")

    assert rewrite_png(content) == png()


def test_jpeg_loses_all_but_the_picture_and_how_it_was_held():
    content = jpeg(exif(6, more=b"GPS 46.2N"), segment(0xFE, b"a comment"), tail=b"<?php system(1) ?>")

    kept = rewrite_jpeg(content)

    assert kept.startswith(b"\xff\xd8\xff\xe1")
    assert kept.count(b"Exif") == 1
    assert [word in kept for word in (b"GPS", b"comment", b"php")] == [False, False, False]
    assert kept.endswith(JPEG[2:])
    assert rewrite_jpeg(kept) == kept
    assert rewrite_jpeg(jpeg(exif(6, order=">"))) == kept


@pytest.mark.parametrize(
    "note", [exif(1), exif(9), segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"), segment(0xE1, b"x")]
)
def test_jpeg_with_a_note_that_says_nothing_loses_it(note):
    assert rewrite_jpeg(jpeg(note)) == JPEG


def test_store_keeps_the_same_content_once(db, media):
    first, second = uploads.store(Upload("one.pdf", PDF)), uploads.store(Upload("two.pdf", PDF))

    assert (first["sha256"], second["file_name"]) == (second["sha256"], "two.pdf")
    assert len(files_in(media)) == StoredFile.objects.count() == 1
    assert files_in(media)[0].stat().st_mode & 0o777 == 0o640


def test_store_writes_a_file_again_that_was_lost(db, media):
    kept = uploads.store(Upload("one.pdf", PDF))
    Path(media, kept["file_path"]).unlink()

    uploads.store(Upload("one.pdf", PDF))

    assert Path(media, kept["file_path"]).read_bytes() == PDF


def test_a_content_with_a_virus_is_not_taken_again(db, media):
    kept = uploads.store(Upload("one.pdf", PDF + EICAR + b"%%EOF"))
    StoredFile.objects.filter(pk=kept["sha256"]).update(scan=StoredFile.Scan.INFECTED)

    with pytest.raises(ValidationError, match="virus"):
        uploads.store(Upload("two.pdf", PDF + EICAR + b"%%EOF"))
