"""The public check of receipts."""

from django.urls import path, re_path

from .views import receipts

app_name = "receipts"
urlpatterns = [
    path("", receipts.check, name="check"),
    re_path(r"^(?P<sha256>[0-9a-f]{64})/$", receipts.receipt, name="receipt"),
]
