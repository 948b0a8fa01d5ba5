from django.core.management.base import BaseCommand

from content.services import renew_documents


class Command(BaseCommand):
    help = "Make the document templates anew whose forms, rules or words changed; earlier versions stay. Repeatable."

    def handle(self, *args, **options):
        """Print each new version."""
        made = renew_documents()
        for version in made:
            self.stdout.write(str(version))
        self.stdout.write(f"document templates: {len(made)} new files")
