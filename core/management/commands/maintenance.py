from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import maintenance
from core.addresses import absolute


class Command(BaseCommand):
    help = "Close the portal for maintenance, open it again, or say whether it is closed; at once, without a restart."

    def add_arguments(self, parser):
        """``on|off|status`` and ``--until``"""
        parser.add_argument("act", choices=["on", "off", "status"])
        parser.add_argument(
            "--until", type=self._moment, help='"2027-01-09 09:00" on the clocks of TIME_ZONE, or ISO with a zone'
        )

    def handle(self, *args, act, until=None, **options):
        """Do it, and print what readers are told and the address by which staff pass."""
        if act == "on":
            closed = maintenance.close(until)
            self.stdout.write(self._said(closed))
            self.stdout.write(f"To pass, open {absolute(f'{maintenance.PASS}{closed.key}/')}")
        elif act == "off":
            self.stdout.write("open again" if maintenance.reopen() else "it was open")
            if settings.MAINTENANCE:
                raise CommandError("The setting MAINTENANCE still closes the portal: take it out and restart.")
        else:
            closed = maintenance.state()
            self.stdout.write(self._said(closed) if closed else "open")

    def _said(self, closed):
        back = closed.back_at.astimezone(ZoneInfo(settings.TIME_ZONE)) if closed.back_at else None
        return f"closed, expected back {back:%Y-%m-%d %H:%M %Z}" if back else "closed, no time announced"

    def _moment(self, text):
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"not a date and an hour: {text}") from error
        found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
        if found <= timezone.now():
            raise CommandError(f"this has gone by: {text}")
        return found.astimezone(UTC)
