from django.core.management.base import BaseCommand

from monitoring.services import renew_standings


class Command(BaseCommand):
    help = "Compute anew how all projects with a plan stand. Repeatable; the portal does it each night."

    def handle(self, *args, **options):
        """Print how many projects stand."""
        self.stdout.write(f"{renew_standings()} standings renewed")
