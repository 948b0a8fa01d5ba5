"""The portal without row locks, for ``storm.py --unlocked``: what must fail there shows that the harness would notice."""

from django.db.models import QuerySet

from iomfund.wsgi import application

__all__ = ["application"]

QuerySet.select_for_update = lambda self, *_args, **_options: self
