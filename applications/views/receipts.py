"""The public check of receipts: whether a fingerprint is in the audit trail, and nothing about whose it is."""

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import public

from .. import selectors
from ..forms import FingerprintForm


@require_safe
@public
def check(request):
    """A field for the fingerprint; what is found has an address of its own."""
    form = FingerprintForm(request.GET if "sha256" in request.GET else None)
    if form.is_valid():
        return redirect("receipts:receipt", sha256=form.cleaned_data["sha256"])
    return render(request, "applications/receipt_check.html", {"form": form})


@require_safe
@public
def receipt(request, sha256):
    """What the audit trail says of a fingerprint."""
    if refusal := consume_or_429(request, action="check_receipt", limit_get=True):
        return refusal
    context = {
        "form": FingerprintForm(initial={"sha256": sha256}),
        "sha256": sha256,
        "proofs": selectors.proofs_of(sha256),
        "zone": settings.TIME_ZONE,
    }
    return render(request, "applications/receipt_check.html", context)
