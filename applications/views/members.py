"""The people of a proposal: rights, removing, leaving, handing over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, requires

from .. import selectors
from ..forms.members import InviteForm, RightForm
from ..models import EDITABLE, IN_REVIEW, Application
from ..services import handovers, invitations, members


@requires("applications.see_team", Application, "key")
def people(request, application):
    """Who works on the proposal; the applicant invites here."""
    manages = allows(request.user, "applications.manage_team", application)
    form = InviteForm(request.POST if manages and request.method == "POST" else None)
    if form.is_valid() and form.carry_out(invitations.invite, application, by=request.user):
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": form.result.email})
        return redirect("applications:people", key=application.key)
    context = {
        "application": application,
        "team": selectors.team(application),
        "form": form,
        "manages": manages,
        "may_invite": manages and application.state in EDITABLE | IN_REVIEW,
    }
    return render(request, "applications/people.html", context)


@requires("applications.manage_team", Application, "key")
def member(request, application, pk):
    """One colleague: another right, removing, handing over."""
    found = get_object_or_404(application.members.select_related("user__organisation"), pk=pk)
    form = RightForm(request.POST or None, initial={"right": found.right})
    if form.is_valid() and form.carry_out(members.change_right, found, by=request.user):
        messages.success(request, _("The right of %(person)s is changed.") % {"person": found.user})
        return redirect("applications:people", key=application.key)
    context = {"application": application, "member": found, "form": form}
    return render(request, "applications/member.html", context)


@require_POST
@requires("applications.manage_team", Application, "key")
def remove_member(request, application, pk):
    """Take a colleague off the proposal."""
    found = get_object_or_404(application.members, pk=pk)
    members.remove(found, by=request.user)
    messages.success(request, _("%(person)s no longer works on the proposal, and is told.") % {"person": found.user})
    return redirect("applications:people", key=application.key)


@requires("applications.leave_team", Application, "key")
def leave(request, application):
    """Leave the proposal: a page of its own, because there is no way back without an invitation."""
    if request.method == "POST":
        members.leave(application, by=request.user)
        messages.success(request, _("You no longer work on “%(title)s”.") % {"title": application.title})
        return redirect("applications:list")
    return render(request, "applications/leave.html", {"application": application})


@require_POST
@requires("applications.manage_team", Application, "key")
def offer(request, application, pk):
    """Offer the proposal to a colleague."""
    found = get_object_or_404(application.members, pk=pk)
    handovers.offer(found, by=request.user)
    messages.success(request, _("%(person)s is asked to take over the proposal.") % {"person": found.user})
    return redirect("applications:people", key=application.key)


@require_POST
@requires("applications.manage_team", Application, "key")
def cancel_offer(request, application):
    """Take back the offer."""
    handovers.cancel(application, by=request.user)
    messages.success(request, _("The offer is taken back."))
    return redirect("applications:people", key=application.key)


@requires("applications.leave_team", Application, "key")
def hand_over(request, application):
    """Take over a proposal that is offered, or decline."""
    handover = selectors.handovers_to(request.user).filter(application=application).first()
    if request.method == "POST":
        accepts = request.POST.get("answer") == "accept"
        handovers.answer(application, by=request.user, accepts=accepts)
        done = _("You are the applicant now.") if accepts else _("You have declined. The applicant is told.")
        messages.success(request, done)
        return redirect("applications:people", key=application.key)
    if handover is None:
        messages.info(request, _("This offer was taken back or answered already."))
        return redirect("applications:people", key=application.key)
    return render(request, "applications/hand_over.html", {"application": application, "handover": handover})
