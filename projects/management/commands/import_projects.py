from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.services import import_projects


class Command(BaseCommand):
    help = "Bring published project records from a CSV file into the catalogue. Repeatable; faulty rows are reported."

    def add_arguments(self, parser):
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and keep nothing")

    def handle(self, *args, **options):
        """Print each rejected row and the counts."""
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        report = import_projects(data, dry_run=options["dry_run"])
        for rejection in report.rejections:
            self.stdout.write(f"line {rejection.line}, {rejection.column}: {rejection.reason}")
        lines = len({rejection.line for rejection in report.rejections})
        prefix = "dry run: " if options["dry_run"] else ""
        self.stdout.write(
            f"{prefix}{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {lines} rejected"
        )
