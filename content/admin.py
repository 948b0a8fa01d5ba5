"""The glossary for administrators."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from core.admin import EditableAdmin

from . import services
from .models import Term


@admin.register(Term)
class TermAdmin(EditableAdmin, TranslationAdmin):
    """Terms of the glossary. A change holds for the next page in every process."""

    rule = "content.keep_pages"
    view_on_site = True
    list_display = ["name", "slug", "is_marked", "changed_at"]
    list_filter = ["is_marked"]
    search_fields = ["slug", *(f"{field}_{code}" for field in ("name", "forms") for code in ("en", "fr", "es"))]

    def get_readonly_fields(self, request, obj=None):
        """Whoever wrote an anchor down still arrives."""
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Whoever keeps the site; nothing hangs on a term."""
        return self.has_view_permission(request)

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep_term(obj, by=request.user)

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove_term(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """Through the service, one after the other."""
        for term in queryset:
            services.remove_term(term, by=request.user)
