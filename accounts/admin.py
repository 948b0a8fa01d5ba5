"""People, organisations and roles for administrators. Every write goes through the services; nothing is deleted.

Addresses and passwords are not changed here: who could do that could sign in as anybody.
"""

import allauth.account.admin  # noqa: F401 – registers what is taken away below
import django.contrib.auth.admin  # noqa: F401 – the same
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import EditableAdmin
from core.errors import DomainError

from . import services
from .models import Organisation, RoleGrant, User

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.login = secure_admin_login(admin.site.login)  # one door, with its limits and its confirmed address


class PeopleAdmin(EditableAdmin):
    """What administrators may add and change."""

    rule = "accounts.manage_people"

    def take_over(self, obj, written):
        """Let the admin go on with what the service has written."""
        obj.__dict__.update({name: value for name, value in written.__dict__.items() if name != "_state"})
        obj._state.adding = False


class PersonForm(forms.ModelForm):
    def clean_email(self):
        """Addresses are kept in lower case."""
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """Accounts. A new person gets no password and chooses one by e-mail."""

    form = PersonForm
    list_display = ["name", "email", "organisation", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "role_grants__role", "language"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email", "organisation__name"]
    autocomplete_fields = ["organisation"]
    ordering = ["name"]
    show_full_result_count = False

    def get_fields(self, request, obj=None):
        """The allow-list."""
        if obj is None:
            return ["email", "name", "organisation", "language"]
        return ["email", "name", "organisation", "language", *self._flags, "joined_at", "last_login"]

    _flags = ("is_active", "is_staff", "is_superuser")

    def get_readonly_fields(self, request, obj=None):
        """Only superusers open the administration to somebody, and nobody changes their own access."""
        if obj is None:
            return []
        fixed = ["email", "joined_at", "last_login"]
        if obj.pk == request.user.pk:
            return [*fixed, *self._flags]
        return fixed if request.user.is_superuser else [*fixed, "is_staff", "is_superuser"]

    def save_model(self, request, obj, form, change):
        """Through the services."""
        if change:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            self.take_over(obj, services.change_person(obj, by=request.user, **changes))
        else:
            self.take_over(obj, services.add_person(by=request.user, **form.cleaned_data))


@admin.register(Organisation)
class OrganisationAdmin(PeopleAdmin):
    """Who people work for."""

    list_display = ["name", "kind", "country_code"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "kind", "country_code", "address", "website", "registration_number"]

    def get_readonly_fields(self, request, obj=None):
        """What its own people say of it."""
        return ["address", "website", "registration_number"]

    def save_model(self, request, obj, form, change):
        """Through the services."""
        if change:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            self.take_over(obj, services.change_organisation(obj, by=request.user, **changes))
        else:
            self.take_over(obj, services.find_or_create_organisation(**form.cleaned_data, by=request.user))


class EndForm(ActionForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)


@admin.register(RoleGrant)
class RoleGrantAdmin(PeopleAdmin):
    """Roles: given with a reason, ended with a reason, never changed."""

    list_display = ["user", "role", "region_code", "valid_from", "valid_to", "granted_by", "reason"]
    list_filter = ["role", "region_code", "valid_from", "valid_to"]
    list_select_related = ["user", "granted_by"]
    search_fields = ["user__name", "user__email"]
    autocomplete_fields = ["user"]
    fields = ["user", "role", "region_code", "valid_from", "valid_to", "reason"]
    actions = ["end_roles"]
    action_form = EndForm

    def has_change_permission(self, request, obj=None):
        """A role that was given is not edited."""
        return False

    def save_model(self, request, obj, form, change):
        """Through the service, whose refusal is shown as a page."""
        data = dict(form.cleaned_data)
        self.take_over(obj, services.grant_role(data.pop("user"), data.pop("role"), by=request.user, **data))

    @admin.action(description=_("End the selected roles today"), permissions=["add"])
    def end_roles(self, request, queryset):
        """Each through the service; the refusals are shown."""
        ended = 0
        for grant in queryset.select_related("user"):
            try:
                services.revoke_role(grant, by=request.user, reason=request.POST.get("reason", ""))
            except DomainError as refusal:
                self.message_user(request, f"{grant}: {refusal}", messages.ERROR)
            else:
                ended += 1
        if ended:
            self.message_user(request, ngettext("%(n)d role is ended.", "%(n)d roles are ended.", ended) % {"n": ended})
