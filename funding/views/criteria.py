"""The eligibility criteria, from the same rows that the check asks."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public

from .. import selectors


@public
@require_safe
def criteria(request):
    """All rules in force for a funding year, the present one unless the address says otherwise."""
    asked = request.GET.get("year", "")
    year = int(asked) if len(asked) == 4 and asked.isascii() and asked.isdecimal() else timezone.localdate().year
    return render(request, "funding/criteria.html", {"criteria": selectors.criteria_for(year)})
