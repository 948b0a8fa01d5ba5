"""Checking the links of pages, and noting those that lead nowhere."""

from django.conf import settings
from django.db import transaction

from core.addresses import absolute

from ..models import BrokenLink, Edition
from ..outside import Asker
from ..selectors.links import Portal, anchors_of, editions_to_check, targets_of
from .pages import require_keeper

Reason = BrokenLink.Reason
OUTSIDE = (Reason.GONE, Reason.NO_SITE, Reason.NO_ANSWER)


def check_edition(edition, *, portal=None, asker=None):
    """Note anew which links of an edition lead nowhere; those to other sites only with an ``asker``, else as last time.

    Returns the broken links that there are now.
    """
    portal, found, kept = portal or Portal(), [], _known_outside(edition, asker)
    own, anchors = absolute(edition.public_url), anchors_of(edition)
    for target in targets_of(edition):
        if target.place_on(own):
            reason = "" if target.place_on(own) in anchors else Reason.NO_PLACE
        elif not target.address:
            reason = Reason.NO_SITE
        elif target.is_ours:
            reason = portal.reason(target.address, edition.language)
        else:
            reason = asker.reason(target.address) if asker else kept.get(target.written, "")
        if reason:
            words = {"words": target.words[:200], "address": target.written[:2000]}
            found.append(BrokenLink(edition=edition, reason=reason, **words))
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)  # two checks at once would note each link twice
        edition.broken_links.all().delete()
        return BrokenLink.objects.bulk_create(found)


def _known_outside(edition, asker):
    if asker:
        return {}
    return dict(edition.broken_links.filter(reason__in=OUTSIDE).values_list("address", "reason"))


def check_links():
    """Check the links of every edition that is public or being written; returns how many lead nowhere.

    Other sites are asked only where ``LINK_CHECK_OUTSIDE`` allows it.
    """
    portal, asker = Portal(), Asker() if settings.LINK_CHECK_OUTSIDE else None
    return sum(len(check_edition(edition, portal=portal, asker=asker)) for edition in editions_to_check())


def check_links_now(*, by):
    """Check the links within the portal at somebody's wish; returns how many links lead nowhere. Raises NotAllowed."""
    require_keeper(by)
    portal = Portal()
    return sum(len(check_edition(edition, portal=portal)) for edition in editions_to_check())
