from django.core.management.base import BaseCommand

from content.services import wipe_letters


class Command(BaseCommand):
    help = "Wipe the personal data of enquiries and pledges that are over for CONTACT_RETENTION_MONTHS. Repeatable."

    def handle(self, *args, **options):
        """Print how many were wiped."""
        self.stdout.write(f"letters: {wipe_letters()} wiped")
