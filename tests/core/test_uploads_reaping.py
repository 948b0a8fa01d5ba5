import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from core import uploads
from core.models import StoredFile
from core.panels import _providers, register
from core.uploads.reaping import reap

from .corpus import PDF

NOW = timezone.now()


def days(number):
    return NOW + timedelta(days=number)


@pytest.fixture
def media(settings, tmp_path, db):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def named():
    """Hashes that some row names."""
    hashes = set()

    def provider(asked):
        return sorted(hashes & set(asked))

    register("files_named", provider)
    yield hashes
    _providers["files_named"].remove(provider)


@pytest.fixture
def kept(media):
    return uploads.store(SimpleUploadedFile("a.pdf", PDF))["sha256"]


def exists(media, sha256):
    return Path(media, "sha256", sha256[:2], sha256).exists()


def test_a_file_goes_on_the_second_day_after_it_was_found_unnamed(media, kept, named):
    assert reap(now=days(0.5)) == []  # too young to be looked at
    assert StoredFile.objects.get().unnamed_since is None
    assert reap(now=days(2)) == []
    assert StoredFile.objects.get().unnamed_since == days(2)
    assert reap(now=days(2.5)) == []
    assert exists(media, kept)

    assert reap(now=days(3)) == [kept]

    assert not exists(media, kept)
    assert StoredFile.objects.count() == 0


def test_a_file_that_a_row_names_stays(media, kept, named):
    named.add(kept)

    assert [reap(now=days(number)) for number in (2, 4, 6)] == [[], [], []]
    assert exists(media, kept)


def test_a_file_that_is_named_again_before_it_goes_stays(media, kept, named):
    reap(now=days(2))
    named.add(kept)

    assert reap(now=days(4)) == []
    assert StoredFile.objects.get().unnamed_since is None
    assert exists(media, kept)


def test_a_file_that_is_stored_again_before_it_goes_stays(media, kept, named):
    reap(now=days(2))
    uploads.store(SimpleUploadedFile("b.pdf", PDF))

    assert reap(now=days(4)) == []
    assert exists(media, kept)


def test_dry_run_names_what_would_go_and_changes_nothing(media, kept, named, capsys):
    reap(now=days(2))

    assert reap(now=days(4), dry_run=True) == [kept]
    assert exists(media, kept)
    StoredFile.objects.update(unnamed_since=NOW - timedelta(days=2))
    call_command("reap_files", "--dry-run")
    assert capsys.readouterr().out == f"{kept}\nfiles to remove: 1\n"
    call_command("reap_files")
    assert capsys.readouterr().out == f"{kept}\nfiles removed: 1\n"
    assert not exists(media, kept)


def test_a_file_without_row_gets_one_and_goes_in_its_turn(media, kept, named):
    StoredFile.objects.all().delete()

    assert reap(now=days(2)) == []
    assert StoredFile.objects.get().pk == kept
    assert reap(now=days(4)) == [kept]
    assert not exists(media, kept)


def test_uploads_that_broke_off_go_after_a_day(media, named):
    folder = media / "incoming"
    folder.mkdir()
    old, young = folder / "old", folder / "young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    two_days_ago = (NOW - timedelta(days=2)).timestamp()
    os.utime(old, (two_days_ago, two_days_ago))

    assert reap(now=NOW) == ["incoming/old"]
    assert [path.name for path in folder.iterdir()] == ["young"]
