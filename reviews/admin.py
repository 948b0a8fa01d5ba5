from django.contrib import admin

from funding.admin import KeptAdmin

from .models import Round


@admin.register(Round)
class RoundAdmin(KeptAdmin):
    """What reviewers may do, and when."""

    list_display = ["name", "call", "position", "opens_at", "closes_at", "may_read", "may_score", "sees_others"]
