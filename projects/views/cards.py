"""The picture that other sites and messengers show of a project."""

from django.http import HttpResponse

from core.access import get_visible_or_404

from ..exports.cards import picture
from ..models import PublicRecord
from ..selectors.records import with_countries
from .conditional import unchanged_since_revision
from .machines import for_machines


@for_machines("read_data")
@unchanged_since_revision
def card(request, address):
    """1200 × 630 px as PNG, in the language of the address. Other sites may show it."""
    records = PublicRecord.objects.for_lists()
    record = with_countries([get_visible_or_404(records, request.user, address=address)])[0]
    return HttpResponse(picture(record), content_type="image/png")
