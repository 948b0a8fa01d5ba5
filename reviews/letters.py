"""The words of decision letters."""

from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.roles import approver_title


def letter_text(application, outcome, *, reason="", conditions="", amount=None, is_signed=True):
    """The letter that tells a team of a decision, in the language of the proposal; it is dated when it is sent.

    ``amount`` in USD for an approval. ``is_signed``: the approver stands below it; a letter of the screening comes from
    the Fund.
    """
    with override(application.language):
        context = {
            "application": application,
            "outcome": outcome,
            "reason": reason,
            "conditions": conditions,
            "amount": amount,
            "approver": approver_title() if is_signed else "",
        }
        return render_to_string("reviews/letter.txt", context).strip()
