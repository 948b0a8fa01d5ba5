from django.core.management.base import BaseCommand

from content.services import load_terms


class Command(BaseCommand):
    help = "Create the shipped terms of the glossary that are missing; what staff wrote stays. Repeatable."

    def handle(self, *args, **options):
        """Print how many terms were created."""
        self.stdout.write(f"glossary: {load_terms()} terms created")
