from django.contrib import admin

from funding.admin import KeptAdmin

from .models import DocumentKind


@admin.register(DocumentKind)
class DocumentKindAdmin(KeptAdmin):
    """What the documents of a proposal may be. A code is never changed: submissions name it."""

    list_display = ["name", "code", "position", "is_active"]

    def get_readonly_fields(self, request, obj=None):
        """The code of a kind that exists."""
        return ["code"] if obj else []
