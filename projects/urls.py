"""The public catalogue."""

from django.urls import path

from .views import catalogue, iati

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path("<str:address>/iati.xml", iati.activity, name="iati"),
    path("<str:address>/", catalogue.project_detail, name="detail"),
]
