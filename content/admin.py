"""The mailboxes to which enquiries go, for administrators. Nothing is deleted: what is not used any more says so."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import EditableAdmin

from . import services
from .forms import MailboxForm
from .models import Mailbox


@admin.register(Mailbox)
class MailboxAdmin(EditableAdmin):
    """Topic, region and languages of each mailbox; the row that says most wins, one that leaves all empty is the fallback."""

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
