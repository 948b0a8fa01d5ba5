from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import views as core_views
from core.access import public, signed_in

from . import services, unsent
from .demo import DEMO_PEOPLE
from .forms import OrganisationForm, ProfileForm
from .middleware import AUTOSAVE, passive, seconds_left
from .models import User
from .roles import DESCRIPTIONS
from .selectors import demo_groups


@signed_in
def profile(request):
    """What one says about oneself, one's roles, and the ways to another password or address."""
    user, organisation = request.user, request.user.organisation
    initial = {
        "name": user.name,
        "language": user.language,
        "job_title": user.job_title,
        "phone": user.phone,
        "organisation_name": organisation.name if organisation else "",
        "organisation_kind": organisation.kind if organisation else "",
    }
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(services.update_profile, user, by=user):
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:profile")
    roles = [(grant, DESCRIPTIONS[grant.role]) for grant in user.current_grants]
    return render(request, "accounts/profile.html", {"form": form, "roles": roles})


@signed_in
def organisation(request):
    """What the portal keeps of the organisation that one works for."""
    if request.user.organisation is None:
        messages.info(request, _("Say first which organisation you work for."))
        return redirect("accounts:profile")
    own = request.user.organisation
    form = OrganisationForm(request.POST or None, instance=own)
    if form.is_valid() and form.carry_out(services.describe_organisation, own, by=request.user):
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:organisation")
    return render(request, "accounts/organisation.html", {"form": form, "organisation": own})


@public
def demo(request):
    """One-click sign-in as somebody of the demonstration; the page does not exist elsewhere."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        people = User.objects.filter(email__in=[person.email for person in DEMO_PEOPLE], is_active=True)
        user = next((person for person in people if person.email == request.POST.get("email")), None)
        if user is None:
            raise Http404
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("workspace:home")
    return render(request, "accounts/demo.html", {"groups": demo_groups()})


@require_POST
@signed_in
def session(request):
    """Stay signed in: the request itself renews the session."""
    return JsonResponse(_session(request) | {"left": request.session.get_expiry_age()})


@require_safe
@passive
@signed_in
def session_left(request):
    """How long the session lasts if nothing is done; asked by open pages, which renews nothing."""
    return JsonResponse(_session(request))


def _session(request):
    """Who is signed in, for how many seconds more, and the token with which a page from before may send its text."""
    return {"left": seconds_left(request.session), "person": request.user.pk, "token": get_token(request)}


@signed_in
def signed_in_again(request):
    """After signing in beside a page that waits with unsent text."""
    return render(request, "accounts/signed_in_again.html")


def csrf_failure(request, reason=""):
    """A page from before the person signed in anew: what it held is shown to them again, unsaved; else the plain refusal."""
    if AUTOSAVE in request.headers:  # the page's script asks for a new token and sends again
        return JsonResponse({"state": "token"}, status=403)
    if request.user.is_authenticated and request.method == "POST" and unsent.keep(request):
        return redirect(request.path)
    return core_views.csrf_failure(request, reason)
