"""Eligibility lists for administrators."""

from django.contrib import admin

from .. import models
from .reference import KeptAdmin


@admin.register(models.EligibilityList)
class EligibilityListAdmin(KeptAdmin):
    """Dated lists of eligible states. A published list does not change: a new one replaces it."""

    list_display = ["line", "effective_from", "status", "is_complete"]
    list_filter = ["line", "status"]
    filter_horizontal = ["countries"]

    def has_change_permission(self, request, obj=None):
        """Drafts only."""
        return (obj is None or not obj.is_published) and super().has_change_permission(request, obj)
