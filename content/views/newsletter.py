"""The newsletter: asking for it, the links of its mails."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.access import public
from core.errors import StateConflict
from core.forms import posted

from .. import services
from ..forms import NewsletterForm, SignUpForm, newsletter_initial
from ..selectors.newsletter import subscriber_of, subscriber_with


@public
def newsletter_page(request):
    """Ask for the newsletter: an address, what one wants, the language."""
    if request.user.is_authenticated:
        return _signed_in(request)
    form = SignUpForm(posted(request), initial={"language": get_language()})
    if request.method == "POST" and (refusal := consume_or_429(request, action="newsletter")):
        return refusal
    if form.is_valid() and (form.is_trapped or form.carry_out(services.subscribe_by_email)):
        return redirect("newsletter_asked")
    return render(request, "content/newsletter.html", {"form": form})


def _signed_in(request):
    found = subscriber_of(request.user)
    initial = newsletter_initial(found) if found else {"language": get_language()}
    form = NewsletterForm(posted(request), initial=initial)
    if form.is_valid() and form.carry_out(services.subscribe, user=request.user):
        messages.success(request, _("Saved. The newsletter comes to %(email)s.") % {"email": request.user.email})
        return redirect("newsletter")
    return render(request, "content/newsletter.html", {"form": form, "subscriber": found})


@public
def newsletter_asked(request):
    """What happens next: the same for every address, so that nobody learns who gets the newsletter."""
    return render(request, "content/newsletter_asked.html")


@public
@never_cache
def newsletter_confirm(request, token):
    """The link of the first mail: a page with a button, because mail scanners follow links."""
    found = subscriber_with(token)
    if found is None:
        return _expired(request)
    if request.method != "POST":
        context = {"subscriber": found, "topics": services.topics_of(found)}
        return render(request, "content/newsletter_confirm.html", context)
    services.confirm_subscriber(token)
    messages.success(request, _("You get the newsletter from now on."))
    return redirect("newsletter_choices", token=token)


@public
@never_cache
def newsletter_choices(request, token):
    """Change what one gets, by the secret link of each mail."""
    found = subscriber_with(token)
    if found is None or found.confirmed_at is None:
        return _expired(request)
    form = NewsletterForm(posted(request), initial=newsletter_initial(found))
    if form.is_valid() and form.carry_out(services.change_subscriber, token):
        messages.success(request, _("Saved."))
        return redirect("newsletter_choices", token=token)
    return render(request, "content/newsletter_choices.html", {"form": form, "subscriber": found})


@public
@csrf_exempt  # mail programs press their own button without a session; the token is the proof
@never_cache
def newsletter_stop(request, token):
    """Stop: a page with a button, or one POST of a mail program (RFC 8058), which is answered even when repeated."""
    by = request.user if request.user.is_authenticated else None
    if request.POST.get("List-Unsubscribe") == "One-Click":
        _stop_quietly(token, by)
        return HttpResponse(_("You no longer get the newsletter."), content_type="text/plain; charset=utf-8")
    found = subscriber_with(token)
    if found is None:
        return _expired(request)
    if request.method != "POST":
        return render(request, "content/newsletter_stop.html", {"subscriber": found})
    services.stop_newsletter(token, by=by)
    messages.success(request, _("You no longer get the newsletter. The address is erased."))
    return redirect("newsletter")


def _stop_quietly(token, by):
    try:
        services.stop_newsletter(token, by=by)
    except StateConflict:
        return  # pressed twice


def _expired(request):
    return render(request, "content/newsletter_expired.html", status=404)
