from pathlib import Path

from django.core.management.base import BaseCommand

from core.languages import LANGUAGES
from core.maintenance import page, state


class Command(BaseCommand):
    help = "Write the page of a closed portal as files that a proxy shows while the portal does not answer."

    def add_arguments(self, parser):
        """``folder``"""
        parser.add_argument("folder", type=Path, help="gets maintenance.en.html, .fr.html and .es.html")

    def handle(self, *args, folder, **options):
        """Write a file for each language, with the time that ``maintenance on --until`` announced, if any."""
        folder.mkdir(parents=True, exist_ok=True)
        closed = state()
        for language in LANGUAGES:
            place = folder / f"maintenance.{language}.html"
            place.write_text(page(language, closed and closed.back_at), encoding="utf-8")
            self.stdout.write(str(place))
