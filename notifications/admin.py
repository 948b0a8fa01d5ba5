from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import RuleAdmin
from core.errors import DomainError

from . import services
from .models import OutboxMail


@admin.register(OutboxMail)
class OutboxMailAdmin(RuleAdmin):
    """How each mail fares, without its text: that is between the portal and its reader."""

    rule = "notifications.manage_mail"
    list_display = ["to", "subject", "state", "attempts", "created_at", "next_attempt_at", "sent_at", "last_error"]
    list_filter = ["state", ("created_at", admin.DateFieldListFilter)]
    search_fields = ["to", "subject"]
    fields = [
        "to",
        "subject",
        "language",
        "state",
        "attempts",
        "created_at",
        "next_attempt_at",
        "sent_at",
        "last_error",
    ]
    ordering = ["-created_at"]
    actions = ["try_again"]
    show_full_result_count = False

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request, queryset):
        """Each through the service; the refusals are shown."""
        waiting = 0
        for mail in queryset:
            try:
                services.retry(mail, by=request.user)
            except DomainError as refusal:
                self.message_user(request, f"{mail}: {refusal}", messages.ERROR)
            else:
                waiting += 1
        if waiting:
            done = ngettext("%(n)d message will be tried again.", "%(n)d messages will be tried again.", waiting)
            self.message_user(request, done % {"n": waiting})
