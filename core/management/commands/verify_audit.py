from django.core.management.base import BaseCommand, CommandError

from core.audit import verify


class Command(BaseCommand):
    help = "Recompute the audit chain and name the first row that does not fit."

    def handle(self, *args, **options):
        """Print the number of rows; exit 1 when the chain is broken."""
        verdict = verify()
        if verdict.broken_at is not None:
            raise CommandError(f"audit row {verdict.broken_at}: {verdict.reason}")
        self.stdout.write(f"audit chain intact: {verdict.rows} rows")
