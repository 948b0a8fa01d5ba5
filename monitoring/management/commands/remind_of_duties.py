from django.core.management.base import BaseCommand

from monitoring.services import remind_of_duties


class Command(BaseCommand):
    help = "Remind people of reports and other duties that are due or late; nobody is told the same twice."

    def handle(self, *args, **options):
        """Print how many people were told."""
        self.stdout.write(f"people told: {remind_of_duties()}")
