import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.catalogue import MOST, ensure_projects, remove_projects
from funding.models import Theme


class Command(BaseCommand):
    help = "Add invented public projects, to see the catalogue with many. The same seed gives the same projects. Repeatable."

    def add_arguments(self, parser):
        """How many, by which seed, or away with them."""
        parser.add_argument("--projects", type=int, metavar="N", help=f"how many there shall be, at most {MOST}")
        parser.add_argument("--seed", type=int, default=1, help="another number invents other projects")
        parser.add_argument("--remove", action="store_true", help="take all invented projects away")

    def handle(self, *args, **options):
        """Print progress as it goes, and the speed at the end; refuses outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: this portal is not for demonstration.")
        wanted = options["projects"]
        if options["remove"] == (wanted is not None):
            raise CommandError("Say either --projects N or --remove.")
        if wanted is not None and not 0 <= wanted <= MOST:
            raise CommandError(f"--projects takes 0 to {MOST}.")
        if not Theme.objects.exists():
            raise CommandError("There is no reference data yet: run prepare_demo first.")
        if options["remove"]:
            self._follow(remove_projects(), "removed")
        else:
            self._follow(ensure_projects(wanted, seed=options["seed"]), "there", f" of {wanted}")

    def _follow(self, steps, words, of=""):
        began, done = time.monotonic(), 0
        for done in steps:
            self.stdout.write(f"\r{done}{of} projects {words}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r{done}{of} projects {words}; {time.monotonic() - began:.1f} s")
