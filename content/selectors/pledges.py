"""Reads of pledges for those who follow them."""

from django.db.models import Q
from django.utils import timezone

from ..models import Pledge
from .enquiries import SHOWN_IN_TO_DO


def listed(user, *, state="", kind="", mine=False, words=""):
    """The pledges that ``user`` sees and these filters leave, the newest first. One query."""
    found = Pledge.objects.visible_to(user).select_related("owner")
    chosen = {"state": state, "kind": kind, "owner": user if mine else None}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    if words:
        names = ("reference", "giver", "name", "email", "office", "intended_for")
        found = found.filter(Q(*[(f"{one}__icontains", words) for one in names], _connector=Q.OR))
    return found if state or words else found.exclude(state__in=[Pledge.State.DECLINED, Pledge.State.SPAM])


def pressing(user):
    """Pledges for the to-do list of ``user``: next steps that are due, and new ones that nobody took. One query."""
    return Pledge.objects.visible_to(user).due_for(user, on=timezone.localdate())[:SHOWN_IN_TO_DO]
