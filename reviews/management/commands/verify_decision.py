from django.core.management.base import BaseCommand, CommandError

from reviews.models import Decision
from reviews.selectors.records import verify


class Command(BaseCommand):
    help = "Compute the sealed record of decisions again from the database, and name the first part that differs."

    def add_arguments(self, parser):
        """``ID`` or ``--all``"""
        parser.add_argument("which", nargs="?", metavar="ID", help="number of a decision, or reference of a proposal")
        parser.add_argument("--all", action="store_true", help="every decision")

    def handle(self, *args, which, **options):
        """Print a line for each decision; exit 1 when one differs or its record is missing."""
        if bool(which) == options["all"]:
            raise CommandError("name a decision or a proposal, or say --all")
        found = Decision.objects.select_related("application").order_by("pk")
        if which:
            found = found.filter(pk=which) if which.isdecimal() else found.filter(application__reference=which)
            if not found:
                raise CommandError(f"no decision: {which}")
        broken = sum(self._says(decision) for decision in found.iterator())
        if broken:
            raise CommandError(f"decisions that do not hold: {broken}")

    def _says(self, decision):
        """Print what holds of one decision; whether it does not."""
        name = f"decision {decision.pk} on {decision.application.reference}"
        verdict = verify(decision)
        if verdict.differs_in:
            self.stdout.write(f"{name}: differs in {verdict.differs_in}")
        else:
            self.stdout.write(f"{name}: {'intact' if verdict.is_kept else 'made before records were kept'}")
        return bool(verdict.differs_in)
