"""What administrators keep for monitoring. Every write goes through the service; nothing is deleted."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from core.admin import EditableAdmin

from . import models
from .services import reference


class KeptAdmin(EditableAdmin, TranslationAdmin):
    """Rows that administrators add and change, each change with its audit row."""

    rule = "monitoring.keep"

    def save_model(self, request, obj, form, change):
        """Through the service."""
        reference.keep(obj, by=request.user, changed=form.changed_data)


@admin.register(models.Threshold)
class ThresholdAdmin(KeptAdmin):
    """Numbers from which the portal warns. Their codes are the portal's: none is added by hand."""

    list_display = ["name", "value", "is_confirmed"]
    readonly_fields = ["code"]

    def has_add_permission(self, request):
        """Nobody: the portal would not know what a new one is for."""
        return False


@admin.register(models.ChecklistItem)
class ChecklistItemAdmin(KeptAdmin):
    """The financial checklist."""

    list_display = ["name", "computed", "is_asked", "position"]
    list_filter = ["is_asked"]
