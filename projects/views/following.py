"""Following the catalogue: asking for it, the links of the mails, the page of what one follows."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from content.selectors.newsletter import subscriber_of
from content.services.newsletter import topics_of
from core.access import public, signed_in
from funding.models import CallFollower

from ..forms import FollowForm, FrequencyForm
from ..models import Follower, Frequency
from ..selectors import following as selectors
from ..services import followers as services


@public
def follow(request):
    """Keep me told: what is to be followed in words, an address, how often. The filters stand in the address."""
    followed = _followed_or_404(request)
    if request.user.is_authenticated:
        return _follow_signed_in(request, followed)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (refusal := consume_or_429(request, action="follow_projects")):
        return refusal
    if form.is_valid() and form.carry_out(services.follow_by_email, followed, language=get_language()):
        return redirect(f"{reverse('projects:follow_asked')}?{followed.parameters}")
    return render(request, "projects/follow.html", {"followed": followed, "form": form})


def _follow_signed_in(request, followed):
    form = FrequencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(services.follow, followed, user=request.user):
        messages.success(request, _("You follow this now: we write to you when there is something new."))
        return redirect("managed:followed")
    return render(request, "projects/follow.html", {"followed": followed, "form": form})


@public
def follow_asked(request):
    """What happens next: the same for every address, so that nobody learns who follows."""
    return render(request, "projects/follow_asked.html", {"followed": _followed_or_404(request)})


def _followed_or_404(request):
    followed = selectors.followed_in(request.GET)
    if followed is None:
        raise Http404
    return followed


@public
@never_cache
def confirm_following(request, token):
    """The link of the first mail: a page with a button, because mail scanners follow links."""
    follower = selectors.follower_of(token)
    if follower is None:
        return _expired(request)
    if request.method != "POST":
        return render(request, "projects/confirm_following.html", {"row": selectors.row_of(follower)})
    services.confirm(token)
    messages.success(request, _("You follow this now: we write to you when there is something new."))
    return redirect("projects:followed", key=follower.key)


@public
@never_cache
def stop_following(request, token):
    """Stop one thing: a page with a button, from the list of what one follows."""
    follower = selectors.follower_of(token)
    if follower is None:
        return _expired(request)
    if request.method != "POST":
        return render(request, "projects/stop_following.html", {"row": selectors.row_of(follower)})
    services.stop(token, by=request.user if request.user.is_authenticated else None)
    messages.success(request, _("You no longer follow this."))
    return _back_to_what_is_followed(request, follower)


@public
@never_cache
def change_frequency(request, token):
    """Be written to more or less often."""
    follower = selectors.follower_of(token)
    if follower is None:
        return _expired(request)
    form = FrequencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.change_frequency(token, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return _back_to_what_is_followed(request, follower)


def _back_to_what_is_followed(request, follower):
    """The person's own page in the workspace, else that of the address; after the last thing, the catalogue."""
    user = request.user
    if user.is_authenticated and (follower.user_id == user.pk or follower.email == user.email.lower()):
        return redirect("managed:followed")
    if selectors.followers_with(follower.key).exists():
        return redirect("projects:followed", key=follower.key)
    return redirect("projects:list")


@public
@never_cache
def followed(request, key):
    """What an address follows, by the secret link of its mails."""
    followers = selectors.followers_with(key)
    rows = selectors.followed_by(followers)
    if not rows:
        return _expired(request)
    emails = {row.follower.email for row in rows}
    calls = CallFollower.objects.confirmed().filter(email__in=emails).select_related("call")
    return render(
        request, "projects/followed.html", {"rows": rows, "calls": calls, "key": key, "frequencies": Frequency.choices}
    )


@signed_in
def my_followed(request):
    """What a signed-in person follows: projects, calls, the newsletter."""
    rows = selectors.followed_by(Follower.objects.of(request.user))
    calls = CallFollower.objects.of(request.user).confirmed().select_related("call")
    context = {"rows": rows, "calls": calls, "key": rows[0].follower.key if rows else ""}
    if subscriber := subscriber_of(request.user):
        context |= {"subscriber": subscriber, "topics": topics_of(subscriber)}
    return render(request, "projects/my_followed.html", {**context, "frequencies": Frequency.choices})


@public
@csrf_exempt  # mail programs press their own button without a session; the key is the proof
@never_cache
def stop_all(request, key):
    """Stop everything: a page with a button, or one POST of a mail program (RFC 8058), which is answered even when repeated."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        services.stop_all(key)
        return HttpResponse(_("You no longer follow anything here."), content_type="text/plain; charset=utf-8")
    rows = selectors.followed_by(selectors.followers_with(key))
    if not rows:
        return _expired(request)
    if request.method != "POST":
        return render(request, "projects/stop_all.html", {"rows": rows})
    services.stop_all(key, by=request.user if request.user.is_authenticated else None)
    messages.success(request, _("You no longer follow anything here."))
    return redirect("managed:followed" if request.user.is_authenticated else "projects:list")


def _expired(request):
    return render(request, "projects/following_expired.html", status=404)
