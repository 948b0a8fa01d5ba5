"""Addresses of machines: they have no language before them, and stay for good."""

from django.urls import path

from .api import urls as api
from .views import codelists, iati, sitemap

urlpatterns = [
    path("api/v1/", (api.patterns(), "api", "api")),
    path("codelists/<slug:name>.<slug:kind>", codelists.file, name="codelist_file"),
    path("iati/activities.xml", iati.all_activities, name="iati_activities"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
]
