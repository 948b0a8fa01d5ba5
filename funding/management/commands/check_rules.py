from django.core.management.base import BaseCommand, CommandError

from funding.models import RuleCase, RuleSet
from funding.selectors import broken_cases, seal


class Command(BaseCommand):
    help = "Run the worked cases of all rule sets, and see that published sets are what was published."

    def handle(self, *args, **options):
        """One line for each set and each case that does not come out; fails if there is one."""
        failed = 0
        for rule_set in RuleSet.objects.order_by("from_year", "version"):
            broken = broken_cases(rule_set)
            total = RuleCase.objects.filter(rule__rule_set=rule_set).count()
            self.stdout.write(f"{rule_set} {rule_set.status}: {total - len(broken)} of {total} cases as expected")
            for code, name, problem in broken:
                self.stdout.write(f"  {code} {name}: {problem}")
            if rule_set.is_published and seal(rule_set) != rule_set.sha256:
                self.stdout.write("  the rules are not those that were published")
                failed += 1
            failed += len(broken)
        if failed:
            raise CommandError(f"{failed} failures")
