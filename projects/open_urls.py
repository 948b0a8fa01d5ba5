"""Addresses of machines, without a language before them."""

from django.urls import path

from .views import iati

app_name = "open"
urlpatterns = [
    path("iati/activities.xml", iati.all_activities, name="iati"),
]
