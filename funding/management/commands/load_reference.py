from django.core.management.base import BaseCommand

from funding.services import load_reference


class Command(BaseCommand):
    help = "Create the shipped reference data that is missing: countries, regions, themes, lines, lists, rules."

    def add_arguments(self, parser):
        """Overwriting is for those who want the shipped values back."""
        parser.add_argument("--overwrite", action="store_true", help="also set existing rows to the shipped values")

    def handle(self, *args, **options):
        """Print how many rows were created and changed."""
        loaded = load_reference(overwrite=options["overwrite"])
        self.stdout.write(f"reference data: {loaded.created} created, {loaded.changed} changed")
