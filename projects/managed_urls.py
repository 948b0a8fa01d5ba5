"""The working pages of projects, for managers and the Fund's people."""

from django.urls import path

from . import views

app_name = "managed"
urlpatterns = [
    path("", views.managed_list, name="list"),
    path("portfolio/", views.portfolio, name="portfolio"),
    path("<str:address>/", views.managed_detail, name="detail"),
    path("<str:address>/start/", views.activate, name="activate"),
    path("<str:address>/unpublish/", views.unpublish, name="unpublish"),
    path("<str:address>/publish/", views.publish, name="publish"),
]
