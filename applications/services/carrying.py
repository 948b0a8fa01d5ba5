"""What a new proposal took over from a concept note or from an earlier proposal, for the page that lists it."""

from django.utils.translation import gettext_lazy as _

from core import audit

CARRIED = audit.action("application.carried_over", _("took over what was written before"))


def record_carried(application, *, by, source, parts, counts=None, **data):
    """Keep in the trail which ``parts`` came from ``source`` ("concept" or "proposal"), and how many rows of its plan.

    The trail does not change, so the list stays true while the draft is written on.
    """
    audit.record(CARRIED, application, by=by, source=source, parts=list(parts), counts=counts or {}, **data)
