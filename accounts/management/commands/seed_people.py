from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services import ensure_demo_people


class Command(BaseCommand):
    help = "Create the people of the demonstration who are missing, with their roles. Only where DEMO is on."

    def handle(self, *args, **options):
        """Print how many there are."""
        if not settings.DEMO:
            raise CommandError("the people of the demonstration are not for this host: DEMO is off")
        self.stdout.write(f"demo people: {len(ensure_demo_people())}")
