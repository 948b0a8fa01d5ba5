from django.core.management.base import BaseCommand, CommandError

from monitoring.services.drift import check_money


class Command(BaseCommand):
    help = "Compare what reports, ledger, funds and public pages say of each project's money and results."

    def handle(self, *args, **options):
        """Print what does not agree; exit 1 if anything does not."""
        open_drifts = check_money()
        for drift in open_drifts:
            self.stdout.write(f"{drift} {drift.key}: {drift.expected} – {drift.found}")
        if open_drifts:
            raise CommandError(f"{len(open_drifts)} figures do not agree")
        self.stdout.write("all figures agree")
