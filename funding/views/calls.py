"""The public pages of calls: list, call, calendar file, following."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import panels
from core.access import get_visible_or_404, public, signed_in

from ..deadlines import in_words
from ..exports.calls import deadline_calendar
from ..forms.calls import CallFilterForm, FollowForm
from ..models import Call
from ..selectors import calls as selectors
from ..services import followers as services


@public
def call_list(request):
    """Calls that are open, open soon, or are over; kind and line can be chosen."""
    form = CallFilterForm(request.GET)
    lists = selectors.public_calls(**form.chosen())
    context = {
        "form": form,
        "lists": lists,
        "page": Paginator(lists.closed, 10).get_page(request.GET.get("page")),
        "followed": selectors.followed_calls(request.user),
    }
    return render(request, "funding/calls.html", context)


@public
def call_page(request, slug):
    """One call."""
    return _page(request, get_visible_or_404(Call, request.user, slug=slug), FollowForm())


def _page(request, call, form):
    prefetch_related_objects([call], "lines")  # shown, and asked by the panels
    context = {
        "call": call,
        "form": form,
        "extensions": selectors.extensions_of(call),
        "follows": selectors.follows(call, request.user),
        "panels": panels.collect("call", call, request.user),
    }
    return render(request, "funding/call.html", context)


@public
def deadline_file(request, slug):
    """The deadline as a calendar file."""
    call = get_visible_or_404(Call, request.user, slug=slug)
    if call.deadline_at is None:
        raise Http404
    content = deadline_calendar(call, words=in_words(call.deadline_at, call.time_zone))
    headers = {"Content-Disposition": f'attachment; filename="{call.slug}-deadline.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@public
@require_POST
def follow(request, slug):
    """Follow with one click; without an account, ask the address given to confirm."""
    call = get_visible_or_404(Call, request.user, slug=slug)
    if request.user.is_authenticated:
        services.follow(call, user=request.user)
        messages.success(request, _("You follow this call: we tell you when it changes."))
        return redirect(call)
    if refusal := consume_or_429(request, action="follow_call"):
        return refusal
    form = FollowForm(request.POST)
    if form.is_valid() and form.carry_out(services.follow_by_email, call, language=get_language()):
        sentence = _(
            "Look into your mail: if this address does not follow the call yet, we have sent it a link to confirm."
        )
        messages.success(request, sentence)
        return redirect(call)
    return _page(request, call, form)


@signed_in
@require_POST
def unfollow(request, slug):
    """No longer follow, signed in."""
    call = get_visible_or_404(Call, request.user, slug=slug)
    services.stop_following(call, user=request.user)
    messages.success(request, _("You no longer follow this call."))
    return redirect(call)


@public
def confirm_following(request, token):
    """The link of the first mail: a page with a button, because mail scanners follow links."""
    return _by_mail(request, token, "funding/confirm_following.html", services.confirm_following)


@public
@csrf_exempt  # mail programs press their own button without a session; the token is the proof
def stop_following(request, token):
    """The link in every mail to somebody without account: a page with a button, too, or one POST of a mail program."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        if selectors.follower_of(token):
            services.unfollow(token)
        return HttpResponse(_("You no longer follow this call."), content_type="text/plain; charset=utf-8")
    return _by_mail(request, token, "funding/stop_following.html", services.unfollow)


def _by_mail(request, token, template, service):
    follower = selectors.follower_of(token)
    if follower is None:
        return render(request, "funding/expired.html", status=404)
    if request.method != "POST":
        return render(request, template, {"follower": follower})
    service(token)
    confirmed = service is services.confirm_following
    messages.success(
        request,
        _("You follow this call: we tell you when it changes.") if confirmed else _("You no longer follow this call."),
    )
    return redirect(follower.call)
