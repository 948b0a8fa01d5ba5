"""The Celery application. Without REDIS_URL tasks run at once in the calling process."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.base")

app = Celery("iomfund")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
