"""What ``catalogue.py`` has gunicorn serve: the portal as in production, and beside it a view that only sends bytes.

The plain view goes through the same middleware on the same workers, so that a page's ratio to it is the page's own work.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

import django
from django.conf import settings

settings.DEBUG = settings.DEMO = False  # no query log, templates and digests kept: as in production
settings.ROOT_URLCONF = __name__
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 – after the settings
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from core.access import public  # noqa: E402
from iomfund import urls  # noqa: E402


@public
def plain(request, size):
    """So many bytes."""
    return HttpResponse(b"x" * size)


urlpatterns = [path("plain/<int:size>", plain), *urls.urlpatterns]
application = get_wsgi_application()
