from django.core.management.base import BaseCommand

from core.uploads import reap


class Command(BaseCommand):
    help = "Remove uploaded files that no row names: marked by one run, removed by one at least a day later."

    def add_arguments(self, parser):
        """``--dry-run``"""
        parser.add_argument("--dry-run", action="store_true", help="only name what would go")

    def handle(self, *args, dry_run, **options):
        """Print what goes, and how many."""
        gone = reap(dry_run=dry_run)
        self.stdout.writelines(f"{name}\n" for name in gone)
        self.stdout.write(f"files {'to remove' if dry_run else 'removed'}: {len(gone)}")
