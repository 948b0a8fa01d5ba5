from django.core.management.base import BaseCommand

from core.uploads import scan_waiting


class Command(BaseCommand):
    help = "Have the files that wait scanned by clamd, once; for cron where no Celery runs."

    def handle(self, *args, **options):
        """Print how many were scanned."""
        self.stdout.write(f"files scanned: {scan_waiting()}")
