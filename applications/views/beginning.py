"""The door for those who want to apply: what to do first, what takes proposals now, and the way to one's own drafts."""

from django.shortcuts import render

from core.access import public
from funding.selectors.calls import followed_calls, public_calls

from ..selectors import drafts_of


@public
def apply(request):
    """How to apply, with the calls of this moment; who is signed in finds their drafts."""
    context = {
        "calls": public_calls(),
        "followed": followed_calls(request.user),
        "drafts": drafts_of(request.user)[:3] if request.user.is_authenticated else [],
    }
    return render(request, "applications/apply.html", context)
