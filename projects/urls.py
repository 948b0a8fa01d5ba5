"""The public catalogue."""

from django.urls import path

from .views import catalogue

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path("<str:address>/", catalogue.project_detail, name="detail"),
]
