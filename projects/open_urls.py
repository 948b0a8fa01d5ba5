"""Addresses of machines, without a language before them."""

from django.urls import path

from .views import sitemap

urlpatterns = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
]
