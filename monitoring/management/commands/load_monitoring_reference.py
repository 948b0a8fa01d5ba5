from django.core.management.base import BaseCommand

from monitoring.services import load_monitoring_reference


class Command(BaseCommand):
    help = "Create the shipped thresholds and items of the financial checklist that are missing."

    def handle(self, *args, **options):
        """Print how many rows were created."""
        self.stdout.write(f"thresholds and checklist: {load_monitoring_reference()} created")
