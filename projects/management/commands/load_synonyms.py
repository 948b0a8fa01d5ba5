from django.core.management.base import BaseCommand

from projects.services import load_synonyms


class Command(BaseCommand):
    help = "Create the shipped synonyms of searches that nobody keeps yet. Repeatable; what staff wrote stays."

    def handle(self, *args, **options):
        """Print how many groups were created."""
        self.stdout.write(f"{load_synonyms()} groups of synonyms created")
