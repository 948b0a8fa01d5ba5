"""Addresses of machines: they have no language before them, and stay for good."""

from django.urls import path

from .api import urls as api
from .views import codelists

app_name = "open"
urlpatterns = [
    path("api/v1/", (api.patterns(), "api", "api")),
    path("codelists/<slug:name>.<slug:kind>", codelists.file, name="codelist_file"),
]
