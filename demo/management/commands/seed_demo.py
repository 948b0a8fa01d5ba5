import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.catalogue import MOST, ensure_projects, remove_projects
from demo.running import MOST as MOST_RUNNING
from demo.running import ensure_running
from funding.models import Theme


class Command(BaseCommand):
    help = (
        "Add invented public projects, to see the catalogue with many, or running ones, to see the portfolio with many. "
        "The same seed gives the same projects. Repeatable."
    )

    def add_arguments(self, parser):
        """How many, by which seed, or away with them."""
        parser.add_argument("--projects", type=int, metavar="N", help=f"how many there shall be, at most {MOST}")
        parser.add_argument(
            "--running",
            type=int,
            metavar="N",
            help=f"how many running ones with plans and reports there shall be, at most {MOST_RUNNING}; they stay",
        )
        parser.add_argument("--seed", type=int, default=1, help="another number invents other projects")
        parser.add_argument("--remove", action="store_true", help="take all invented public projects away")

    def handle(self, *args, **options):
        """Print progress as it goes, and the speed at the end; refuses outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: this portal is not for demonstration.")
        wanted, running = options["projects"], options["running"]
        if sum((options["remove"], wanted is not None, running is not None)) != 1:
            raise CommandError("Say one of --projects N, --running N and --remove.")
        for name, number, most in (("projects", wanted, MOST), ("running", running, MOST_RUNNING)):
            if number is not None and not 0 <= number <= most:
                raise CommandError(f"--{name} takes 0 to {most}.")
        if not Theme.objects.exists():
            raise CommandError("There is no reference data yet: run prepare_demo first.")
        if options["remove"]:
            self._follow(remove_projects(), "removed")
        elif running is not None:
            self._follow(ensure_running(running, seed=options["seed"]), "running", f" of {running}")
        else:
            self._follow(ensure_projects(wanted, seed=options["seed"]), "there", f" of {wanted}")

    def _follow(self, steps, words, of=""):
        began, done = time.monotonic(), 0
        for done in steps:
            self.stdout.write(f"\r{done}{of} projects {words}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r{done}{of} projects {words}; {time.monotonic() - began:.1f} s")
