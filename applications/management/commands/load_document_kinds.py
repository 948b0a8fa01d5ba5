from django.core.management.base import BaseCommand

from applications.services import load_document_kinds


class Command(BaseCommand):
    help = "Create the shipped kinds of documents that are missing; what was changed stays."

    def handle(self, *args, **options):
        """Print how many were created."""
        self.stdout.write(f"kinds of documents: {load_document_kinds()} created")
