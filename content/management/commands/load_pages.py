from django.core.management.base import BaseCommand

from content.services import load_pages


class Command(BaseCommand):
    help = "Create the shipped pages of the site that are missing; what staff changed stays. Repeatable."

    def handle(self, *args, **options):
        """Print how many editions were created."""
        self.stdout.write(f"pages: {load_pages()} editions created")
