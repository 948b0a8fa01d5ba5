"""Featured stories and the synonyms of searches for administrators."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from core.admin import EditableAdmin

from . import services
from .models import Project, Story, Synonyms
from .services import stories


class StoryForm(forms.ModelForm):
    """A story; its project is named by its code, since there are too many to choose from a list."""

    project = forms.ModelChoiceField(
        Project.objects.all(),
        to_field_name="address",
        label=_("Project"),
        help_text=_("The address of the project in the catalogue, such as PX.0009."),
        widget=forms.TextInput,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["project"] = self.instance.project.address

    def clean(self):
        """Make the address here, so that two stories with one title are told apart by whoever writes them."""
        cleaned = super().clean()
        if not self.errors:
            story = Story(**{name: cleaned[name] for name in ("project", "title_en", "is_public")})
            cleaned["slug"] = story.slug = cleaned.get("slug") or stories.slug_of(story)
            stories.check(story)
        return cleaned


@admin.register(Story)
class StoryAdmin(EditableAdmin, TranslationAdmin):
    """Stories that everybody reads, with their order. One that is no longer wanted is made not public."""

    rule = "projects.keep_stories"
    view_on_site = True
    form = StoryForm
    list_display = ["title", "project", "position", "is_public", "changed_at"]
    list_filter = ["is_public"]
    list_select_related = ["project"]

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep_story(obj, by=request.user, changed=form.changed_data)


@admin.register(Synonyms)
class SynonymsAdmin(EditableAdmin):
    """Expressions that mean the same. A change holds for the next search in every process."""

    rule = "funding.keep"
    list_display = ["__str__", "note"]
    search_fields = ["words", "note"]

    def has_delete_permission(self, request, obj=None):
        """Whoever keeps the reference data; nothing hangs on a row."""
        return self.has_view_permission(request)

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep_synonyms(obj, by=request.user)

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove_synonyms(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """Through the service, one after the other."""
        for row in queryset:
            services.remove_synonyms(row, by=request.user)
