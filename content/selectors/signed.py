"""Addresses that only who was given them can open: signed, with an end, each for one purpose."""

from django.core import signing
from django.urls import reverse

from core.addresses import absolute

DAY = 24 * 60 * 60
RECEIPT, THREAD = "receipt", "thread"
DAYS = {RECEIPT: 7, THREAD: 180}


def token_of(letter, purpose):
    """The secret part of an address of ``letter``."""
    return signing.dumps(letter.pk, salt=_salt(type(letter), purpose))


def letter_of(model, token, purpose):
    """The letter that a token of this purpose names; None for one that is forged, ended, or of something else."""
    try:
        pk = signing.loads(token, salt=_salt(model, purpose), max_age=DAYS[purpose] * DAY)
    except signing.BadSignature:
        return None
    return model.objects.filter(pk=pk, wiped_at=None).first()


def thread_address(enquiry):
    """The absolute address, in the active language, where the sender reads the thread and writes again."""
    return absolute(reverse("enquiry_thread", kwargs={"token": token_of(enquiry, THREAD)}))


def _salt(model, purpose):
    return f"{model._meta.label_lower}.{purpose}"
