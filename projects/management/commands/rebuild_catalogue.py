from django.core.management.base import BaseCommand

from projects.models import Project, PublicRecord
from projects.services import refresh_all, remove_all


class Command(BaseCommand):
    help = "Write all public records anew from approved facts, and remove those of projects not public. Repeatable."

    def handle(self, *args, **options):
        """Print how many records were written and removed."""
        removed = remove_all(PublicRecord.objects.filter(project__published_at=None).values_list("pk", flat=True))
        keys = list(Project.objects.public().order_by("pk").values_list("pk", flat=True))
        written = sum(refresh_all(keys[start : start + 500]) for start in range(0, len(keys), 500))
        self.stdout.write(f"{written} records written, {removed} removed")
