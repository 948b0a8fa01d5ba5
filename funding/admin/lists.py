"""Eligibility lists for administrators."""

from django.contrib import admin

from .. import models, services
from .reference import KeptAdmin


@admin.register(models.EligibilityList)
class EligibilityListAdmin(KeptAdmin):
    """Dated lists of eligible states. A published list does not change: a new one replaces it.

    Import, comparison and publication stand on the portal's own pages ("view on site"): a second person publishes, and
    Fund officers do not open the administration.
    """

    view_on_site = True

    list_display = ["line", "effective_from", "status", "is_complete"]
    list_filter = ["line", "status"]
    filter_horizontal = ["countries"]

    def has_change_permission(self, request, obj=None):
        """Drafts only."""
        return (obj is None or not obj.is_published) and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Through the service of lists, with the states, so that who came and who went is in the trail."""
        countries = form.cleaned_data.get("countries")
        services.keep_list(obj, by=request.user, countries=countries, changed=form.changed_data)
