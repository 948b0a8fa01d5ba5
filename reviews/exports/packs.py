"""All proposals that a reviewer has open as one ZIP, each a PDF that says whose copy it is.

It is made while it is sent, a proposal at a time, and kept nowhere: nothing is left that somebody else could fetch.
"""

import zipfile
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.exports import proposals
from core.documents.files import file_of


class _Outlet:
    """Where the archive writes; what came since the last time is taken away."""

    def __init__(self):
        self.parts = []

    def write(self, data):
        """Take bytes; how many."""
        self.parts.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing waits here."""

    def taken(self):
        """The bytes since the last call."""
        parts, self.parts = self.parts, []
        return b"".join(parts)


def pack(readings, person):
    """Yield the bytes of a ZIP with a PDF for each of ``readings``: (Assignment, whether the team's names are shown)."""
    outlet, day = _Outlet(), timezone.localdate()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for assignment, shows_team in readings:
            submission = assignment.application.submissions.order_by("-number").first()
            name = f"{assignment.application.reference}-{submission.number}.pdf"
            archive.writestr(name, copy_of(submission, person, day, shows_team=shows_team))
            yield outlet.taken()
    yield outlet.taken()


def copy_of(submission, person, day, *, shows_team=True):
    """A submission as a PDF that names its reader, the day and "Confidential" across and at the foot of every page: bytes."""
    document = proposals.submitted(submission, blind=not shows_team)
    with override(document.language):
        facts = {"name": str(person), "date": date_format(day, "DATE_FORMAT")}
        mark = _("Confidential – %(name)s – %(date)s") % facts
    return file_of(replace(document, mark=mark, footer=f"{document.footer} · {mark}"), "pdf")
