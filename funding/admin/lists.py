"""Eligibility lists for administrators."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .. import models, services
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

    actions = ["publish"]

    def save_model(self, request, obj, form, change):
        """Through the service of lists."""
        services.keep_list(obj, by=request.user, changed=form.changed_data)

    @admin.action(description=_("Publish: counts from its first day on and never changes again"))
    def publish(self, request, queryset):
        """Each chosen draft, by somebody who did not change it last; a refusal is said and the others go on."""
        for row in queryset:
            try:
                services.publish_list(row, by=request.user)
            except DomainError as refusal:
                for sentence in refusal.sentences:
                    self.message_user(request, f"{row}: {sentence}", messages.ERROR)
            else:
                self.message_user(request, _("%(list)s is published.") % {"list": row}, messages.SUCCESS)
