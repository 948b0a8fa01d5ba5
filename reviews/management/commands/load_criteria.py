from django.core.management.base import BaseCommand

from reviews.services import load_criteria


class Command(BaseCommand):
    help = "Create the shipped review criteria that are missing; what was changed stays."

    def handle(self, *args, **options):
        """Print how many were created."""
        self.stdout.write(f"criteria: {load_criteria()} created")
