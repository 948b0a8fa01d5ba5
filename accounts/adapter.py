import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from core.addresses import absolute

from . import services


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth meets the portal: our words, our services, and addresses on ``SITE_URL`` only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("Address and password do not fit together. Check both and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link has expired or was used already."),
        "too_many_login_attempts": _("Too many attempts. Wait 15 minutes, or choose a new password by e-mail."),
        "rate_limited": _("Too many attempts. Wait a few minutes."),
    }

    def get_email_confirmation_url(self, request, emailconfirmation):
        """Address of the page with the button that confirms."""
        return _absolute("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key):
        """Address of the page for a new password."""
        uidb36, _dash, key = key.partition("-")
        return _absolute("account_reset_password_from_key", uidb36, key)

    def send_account_already_exists_mail(self, email):
        """Tell the owner of an address that somebody tried to sign up with it."""
        self.send_mail("account/email/account_already_exists", email, {})

    def send_mail(self, template_prefix, email, context):
        """Write the mail without anything that comes from the request."""
        links = {"signup_url": _absolute("account_signup"), "reset_url": _absolute("account_reset_password")}
        self.render_mail(template_prefix, email, {**context, **links, "email": email}).send()

    def render_mail(self, template_prefix, email, context, headers=None):
        """Subject and plain text from our templates, which escape nothing."""
        subject = render_to_string(f"{template_prefix}_subject.txt", context, using="text")
        body = render_to_string(f"{template_prefix}_message.txt", context, using="text")
        return EmailMultiAlternatives(" ".join(subject.split()), body.strip(), None, [email], headers=headers)

    def set_password(self, user, password):
        """Through our service, which leaves a trace."""
        services.set_password(user, password, by=user)

    def confirm_email(self, request, email_address):
        """Confirm through allauth, with a trace. An account that was never confirmed may hold the address already."""
        try:
            with transaction.atomic():
                if confirmed := super().confirm_email(request, email_address):
                    services.record_confirmed_address(email_address.user, by=email_address.user)
                return confirmed
        except IntegrityError:
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False

    def is_safe_url(self, url):
        """Only paths of the portal itself that lead somewhere."""
        if not url or not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
            return False
        try:
            resolve(url.partition("?")[0].partition("#")[0])
        except Resolver404:
            return False
        return True

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failed attempts count for an address and a network together: strangers elsewhere lock nobody out."""
        client = ipaddress.ip_address(self.get_client_ip(request))
        network = ipaddress.ip_network(f"{client}/{24 if client.version == 4 else 56}", strict=False)
        return f"{network}:{credentials.get('email', '').lower()}"


def _absolute(name, *args):
    return absolute(reverse(name, args=args))
