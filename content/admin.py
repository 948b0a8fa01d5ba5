"""The glossary for administrators, and the mailboxes to which enquiries go."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from core.admin import EditableAdmin
from core.languages import LANGUAGES

from . import services
from .forms import MailboxForm, TermForm
from .models import Mailbox, Term


@admin.register(Term)
class TermAdmin(EditableAdmin, TranslationAdmin):
    """Terms of the glossary. A change holds for the next page in every process."""

    rule = "content.keep_pages"
    form = TermForm
    view_on_site = True
    list_display = ["name", "slug", "is_marked", "changed_at"]
    list_filter = ["is_marked"]
    search_fields = ["slug", *(f"{field}_{code}" for field in ("name", "forms") for code in LANGUAGES)]

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


@admin.register(Mailbox)
class MailboxAdmin(EditableAdmin):
    """Topic, region and languages of each mailbox; the row that says most wins, one that leaves all empty is the fallback.

    None is deleted: what is not used any more says so.
    """

    rule = "content.keep_mailboxes"
    form = MailboxForm
    list_display = ["address", "topic", "region_code", "spoken", "is_used"]
    list_filter = ["is_used", "topic"]

    @admin.display(description=_("languages"))
    def spoken(self, mailbox):
        """Codes of the languages."""
        return ", ".join(mailbox.languages) or _("Every language")

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep_mailbox(obj, by=request.user, changed=form.changed_data)
