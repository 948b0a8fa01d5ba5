from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .access import allows
from .models import AuditEvent


class RuleAdmin(admin.ModelAdmin):
    """Opened by a rule of the portal instead of Django's permission rows; by itself it only shows."""

    rule = None
    view_on_site = False

    def has_module_permission(self, request):
        """Whether the section appears at all."""
        return allows(request.user, self.rule)

    def has_view_permission(self, request, obj=None):
        """Whoever has the rule may look."""
        return allows(request.user, self.rule)

    def has_add_permission(self, request):
        """Not unless a subclass says so."""
        return False

    def has_change_permission(self, request, obj=None):
        """Not unless a subclass says so."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nothing is deleted here."""
        return False


class EditableAdmin(RuleAdmin):
    """Whoever has the rule adds and changes rows, too."""

    def has_add_permission(self, request):
        """Whoever has the rule."""
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        """Whoever has the rule."""
        return self.has_view_permission(request)


@admin.register(AuditEvent)
class AuditEventAdmin(RuleAdmin):
    """The trail, to read."""

    rule = "core.see_audit"
    list_display = ["sequence", "at", "actor", "done", "object_label", "comment"]
    list_filter = [("at", admin.DateFieldListFilter), "object_type", "action"]
    list_select_related = ["actor"]
    search_fields = ["object_label", "object_id", "comment", "request_id", "actor__name", "actor__email"]
    search_help_text = _("Object, its id, comment, request id, or person")
    date_hierarchy = "at"
    ordering = ["-sequence"]
    list_per_page = 50
    show_full_result_count = False
