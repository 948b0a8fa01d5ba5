"""Invitations: from the link of the mail to the colleague who works on the proposal."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, get_visible_or_404, public, requires

from .. import selectors
from ..models import Application, Invitation
from ..services import invitations

TOKEN = "invitation_token"  # noqa: S105 – the name of a key of the session


@public
def link(request, token):
    """The link of the mail: the secret goes into the session, so that no address, log or referrer keeps it."""
    request.session[TOKEN] = token
    return redirect("applications:invited")


@public
def invited(request):
    """Where the link leads: to the answer, to signing in, or to why it no longer works."""
    found = selectors.invitation_of(request.session.get(TOKEN, ""))
    if found is None or found.state != Invitation.State.OPEN:
        mine = found is not None and allows(request.user, "applications.answer_invitation", found)
        joined = mine and allows(request.user, "applications.see_team", found.application)
        if joined:
            return redirect(found.application)
        return render(request, "applications/invitation_gone.html", {"invitation": found}, status=404)
    if allows(request.user, "applications.answer_invitation", found):
        return redirect(found)
    return render(request, "applications/invited.html", {"invitation": found})


@require_POST
@public
def switch_account(request):
    """Sign out of the account with another address, and keep the invitation at hand."""
    token = request.session.get(TOKEN, "")
    logout(request)
    request.session[TOKEN] = token
    return redirect("applications:invited")


@requires("applications.answer_invitation", Invitation)
def invitation(request, invitation):
    """Accept, signed in with the address that was invited."""
    application = invitation.application
    if request.method == "POST":
        invitations.accept(invitation, by=request.user)
        request.session.pop(TOKEN, None)
        messages.success(request, _("You work on this proposal now."))
        return redirect(application)
    if allows(request.user, "applications.see_team", application):
        return redirect(application)
    if invitation.state != Invitation.State.OPEN:
        return render(request, "applications/invitation_gone.html", {"invitation": invitation}, status=404)
    return render(request, "applications/invitation.html", {"invitation": invitation, "application": application})


@require_POST
@requires("applications.manage_team", Application, "key")
def send_again(request, application, pk):
    """Send an invitation once more."""
    found = get_visible_or_404(application.invitations.all(), request.user, pk=pk)
    sent = invitations.send_again(found, by=request.user)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
    return redirect("applications:people", key=application.key)


@require_POST
@requires("applications.manage_team", Application, "key")
def revoke(request, application, pk):
    """Take back an invitation."""
    found = get_visible_or_404(application.invitations.all(), request.user, pk=pk)
    invitations.revoke(found, by=request.user)
    messages.success(request, _("The invitation is taken back. Its link works no longer."))
    return redirect("applications:people", key=application.key)
