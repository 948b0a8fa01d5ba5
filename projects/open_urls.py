"""Addresses of machines, without a language before them."""

from django.urls import path

from .views import machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", machines.sitemap, name="sitemap_part"),
]
