"""The words of decision letters."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override


def letter_text(application, outcome, *, reason="", conditions="", amount=None, is_signed=True):
    """The letter that tells a team of a decision, in the language of the proposal. ``amount`` in USD for an approval.

    ``is_signed``: the approver stands below it; a letter of the screening comes from the Fund.
    """
    with override(application.language):
        context = {
            "application": application,
            "outcome": outcome,
            "reason": reason,
            "conditions": conditions,
            "amount": amount,
            "approver": gettext(settings.FUND_APPROVER_TITLE) if is_signed else "",
            "today": timezone.localdate(),
        }
        return render_to_string("reviews/letter.txt", context).strip()
