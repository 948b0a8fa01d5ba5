from django.core.management.base import BaseCommand

from notifications.tasks import deliver_mail


class Command(BaseCommand):
    help = "Deliver the mails that are due, once; for cron where no Celery runs."

    def handle(self, *args, **options):
        """Print how many were sent."""
        self.stdout.write(f"mails sent: {deliver_mail()}")
