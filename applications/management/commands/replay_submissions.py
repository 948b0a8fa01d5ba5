from django.core.management.base import BaseCommand, CommandError

from applications.models import Submission
from applications.selectors import replay


class Command(BaseCommand):
    help = "Hold the facts of every submission against its rule set again: the findings must be those of that day."

    def handle(self, *args, **options):
        """One line for each submission that answers otherwise; fails if there is one."""
        asked = Submission.objects.filter(rule_set__isnull=False).select_related("rule_set", "application")
        changed = [
            str(submission)
            for submission in asked.iterator(chunk_size=200)
            if replay(submission) != submission.findings
        ]
        for name in changed:
            self.stdout.write(f"{name}: the rules answer otherwise")
        self.stdout.write(f"{asked.count()} submissions replayed")
        if changed:
            raise CommandError(f"{len(changed)} differ")
