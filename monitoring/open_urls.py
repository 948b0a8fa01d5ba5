"""Addresses of public documents: they have no language before them, and stay for good."""

from django.urls import path

from .views import library

urlpatterns = [path("projects/<str:address>/documents/<int:pk>/<str:name>", library.document, name="public_document")]
