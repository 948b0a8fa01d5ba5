from django.core.management.base import BaseCommand

from projects.models import Project
from projects.services import refresh_all


class Command(BaseCommand):
    help = "Write the public record of every public project anew from approved facts, as after an upgrade. Repeatable."

    def handle(self, *args, **options):
        """Print how many records were written."""
        keys = list(Project.objects.public().values_list("pk", flat=True))
        written = sum(refresh_all(keys[start : start + 500]) for start in range(0, len(keys), 500))
        self.stdout.write(f"{written} records written")
