"""Rubrics and review rounds for administrators. What is published is only shown; a second person publishes on the portal."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from core.access import allows
from core.admin import RuleAdmin
from core.forms import ServiceForm, posted
from funding.admin import KeptAdmin

from . import services
from .models import Criterion, Round, Rubric, ScaleStep


@admin.register(Round)
class RoundAdmin(KeptAdmin):
    """What reviewers may do, and when."""

    list_display = ["name", "call", "position", "opens_at", "closes_at", "may_read", "may_score", "sees_others"]
    list_filter = ["call"]
    list_select_related = ["call"]


def _is_open(request, rubric):
    """Whether a version may be written. What was typed for one that was published meanwhile is refused with a sentence."""
    return rubric is not None and (request.method == "POST" or rubric.is_draft)


class DraftInline:
    """Rows of a version; they are added, changed and taken out in drafts only."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        """As the version above."""
        return True

    def has_add_permission(self, request, obj=None):
        """Drafts only."""
        return _is_open(request, obj)

    has_change_permission = has_delete_permission = has_add_permission


class ScaleStepInline(DraftInline, TranslationTabularInline):
    """The marks in words."""

    model = ScaleStep


class CriterionInline(DraftInline, TranslationStackedInline):
    """What proposals are held against; guidance is long."""

    model = Criterion


@admin.register(Rubric)
class RubricAdmin(RuleAdmin):
    """Versions of the criteria. A new one begins as the copy of another; "view on site" leads to its publication."""

    rule = "funding.keep"
    view_on_site = True
    list_display = ["number", "state", "published_at", "published_by"]
    fields = ["number", "state", "note"]
    readonly_fields = ["number", "state"]
    inlines = [ScaleStepInline, CriterionInline]
    change_form_template = "admin/reviews/rubric/change_form.html"

    def has_change_permission(self, request, obj=None):
        """Drafts only."""
        return (obj is None or _is_open(request, obj)) and self.has_view_permission(request)

    def save_model(self, request, obj, form, change):
        """Through the service, where something changed."""
        if form.changed_data:
            services.keep_rubric(obj, by=request.user, changed=form.changed_data)

    def save_formset(self, request, form, formset, change):
        """Marks and criteria through the service too."""
        formset.save(commit=False)
        for row in formset.deleted_objects:
            services.keep_rubric(row, by=request.user, changed=[formset.prefix], remove=True)
        for row in formset.new_objects:
            services.keep_rubric(row, by=request.user, changed=[formset.prefix])
        for row, fields in formset.changed_objects:
            services.keep_rubric(row, by=request.user, changed=[f"{formset.prefix}.{name}" for name in fields])

    def get_urls(self):
        """The page on which a new version is drafted."""

        def page(request, pk):
            return self.draft_view(request, pk)

        wrapped = self.admin_site.admin_view(page)
        wrapped.model_admin = self
        return [path("<int:pk>/draft/", wrapped, name="reviews_rubric_draft"), *super().get_urls()]

    def draft_view(self, request, pk):
        """Confirm, and draft the new version."""
        original = Rubric.objects.filter(pk=pk).first()
        if original is None or not allows(request.user, "funding.keep"):
            raise Http404
        form = ServiceForm(posted(request))
        if form.is_valid() and form.carry_out(services.draft_rubric, original, by=request.user):
            messages.success(request, _("The draft is a copy. Change it here; a second person publishes it."))
            return redirect("admin:reviews_rubric_change", form.result.pk)
        context = {"title": _("Draft a new version"), "original": original, "form": form, "opts": self.opts}
        return render(request, "admin/reviews/rubric/draft.html", self.admin_site.each_context(request) | context)
