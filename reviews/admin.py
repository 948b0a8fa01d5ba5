from django.contrib import admin

from funding.admin import KeptAdmin

from .models import Criterion


@admin.register(Criterion)
class CriterionAdmin(KeptAdmin):
    """Points of the assessment with their weights."""

    list_display = ["name", "code", "weight", "position", "is_active"]
