"""The Fund's reference data and rulebook for administrators. Every write goes through the service; nothing is deleted."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from core.admin import EditableAdmin

from .. import models, services


class KeptAdmin(EditableAdmin, TranslationAdmin):
    """Rows that administrators add and change, each change with its audit row."""

    rule = "funding.keep"

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep(obj, by=request.user, changed=form.changed_data)

    def save_formset(self, request, form, formset, change):
        """Rows below a row, through the service too."""
        for row in formset.save(commit=False):
            services.keep(row, by=request.user, changed=[formset.prefix])


class KeptInline(admin.TabularInline):
    """Rows below a row; shown and kept by whoever keeps the row."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        """As the row above."""
        return True

    has_add_permission = has_change_permission = has_view_permission


@admin.register(models.Region)
class RegionAdmin(KeptAdmin):
    """The Fund's regions."""

    list_display = ["name", "code", "position", "is_confirmed"]


class CountryIncomeInline(KeptInline):
    """Income groups of a country by fiscal year."""

    model = models.CountryIncome


class CountryStatusInline(KeptInline):
    """What holds for a country, and since when."""

    model = models.CountryStatus


@admin.register(models.Country)
class CountryAdmin(KeptAdmin):
    """Countries with their status."""

    list_display = ["name", "code", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["name_en", "name_fr", "name_es", "code", "code3"]
    inlines = [CountryIncomeInline, CountryStatusInline]


@admin.register(models.FocusArea)
class FocusAreaAdmin(KeptAdmin):
    """What the Fund pays for."""

    list_display = ["name", "code", "is_exceptional", "position"]


@admin.register(models.Theme)
class ThemeAdmin(KeptAdmin):
    """Themes with their code prefixes."""

    list_display = ["name", "code", "focus_area", "is_legacy", "position"]
    list_select_related = ["focus_area"]


@admin.register(models.FundingLine)
class FundingLineAdmin(KeptAdmin):
    """The lines of the Fund."""

    list_display = ["name", "number", "excludes_article_4"]


@admin.register(models.Goal)
class GoalAdmin(KeptAdmin):
    """Targets and objectives that results contribute to."""

    list_display = ["code", "name", "position"]
    list_filter = ["frame"]
    search_fields = ["code", "name_en", "name_fr", "name_es"]


class AxisValueInline(KeptInline):
    """The parts of a split."""

    model = models.AxisValue


@admin.register(models.Axis)
class AxisAdmin(KeptAdmin):
    """Ways to split people and things."""

    list_display = ["name", "code", "position"]
    inlines = [AxisValueInline]


class RatingStepInline(KeptInline):
    """The steps of a scale."""

    model = models.RatingStep


@admin.register(models.RatingScale)
class RatingScaleAdmin(KeptAdmin):
    """Scales of indicators."""

    list_display = ["name", "code", "position"]
    inlines = [RatingStepInline]
