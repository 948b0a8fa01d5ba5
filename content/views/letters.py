"""Where everybody writes to the Fund: contact, pledge, what was received, and the thread behind the link of a mail."""

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.access import public
from core.forms import posted

from .. import services
from ..forms import EnquiryForm, PledgeForm, ThreadForm
from ..models import Enquiry, Pledge
from ..selectors.enquiries import thread
from ..selectors.signed import RECEIPT, THREAD, letter_of, token_of

TOO_MANY = 429
LONGEST_CODE = 40


def _is_within_limits(request, form):
    """Whether this address may send now; if not, the form says so and keeps what was typed."""
    if consume(request, action="write_to_fund"):
        return True
    form.add_error(
        None, _("Too much was sent from your network. Wait a minute, then send again; all you typed is below.")
    )
    return False


def _page(request, template, form, **context):
    """The form; 429 when it was refused for sending too much."""
    status = TOO_MANY if getattr(form, "is_refused", False) else 200
    context |= {"form": form, "months": settings.CONTACT_RETENTION_MONTHS}
    return render(request, template, context, status=status)


def _sent(request, form, service, *args):
    """Whether a valid form within the limits was carried out by ``service``."""
    if not form.is_valid():
        return False
    form.is_refused = not _is_within_limits(request, form)
    return not form.is_refused and form.carry_out(service, *args)


@public
@never_cache
def contact(request):
    """Write to the Fund."""
    form = EnquiryForm(posted(request))
    if _sent(request, form, _receive(services.receive_enquiry, form)):
        return redirect("enquiry_received", token=token_of(form.result, RECEIPT))
    return _page(request, "content/contact.html", form)


@public
@never_cache
def pledge(request):
    """Say what one has in mind to give; ``?project=`` names a project."""
    project = request.GET.get("project", "")[:LONGEST_CODE]
    initial = {"intention": "PROJECT", "intended_for": project} if project else {"intention": "UNEARMARKED"}
    form = PledgeForm(posted(request), initial={"currency": "USD", **initial})
    if _sent(request, form, _receive(services.receive_pledge, form)):
        return redirect("pledge_received", token=token_of(form.result, RECEIPT))
    crumbs = [(_("Donate"), reverse("donate")), (_("Say what you would like to give"), "")]
    return _page(request, "content/pledge_form.html", form, crumbs=crumbs)


def _receive(service, form):
    """``service`` with what the form and the page know beside the fields."""
    return lambda **data: service(doubts=form.doubts, language=get_language(), **data)


def _letter_or_404(model, token, purpose):
    if found := letter_of(model, token, purpose):
        return found
    raise Http404


@public
@never_cache
def enquiry_received(request, token):
    """The reference of an enquiry and what happens next; survives a reload."""
    return render(request, "content/received.html", {"letter": _letter_or_404(Enquiry, token, RECEIPT)})


@public
@never_cache
def pledge_received(request, token):
    """The same of a pledge."""
    context = {"letter": _letter_or_404(Pledge, token, RECEIPT), "is_pledge": True}
    return render(request, "content/received.html", context)


@public
@never_cache
def enquiry_thread(request, token):
    """The thread, for its sender: what was written and answered; they can add something."""
    enquiry = _letter_or_404(Enquiry, token, THREAD)
    form = ThreadForm(posted(request))
    if _sent(request, form, services.continue_enquiry, enquiry):
        return redirect("enquiry_thread", token=token)
    context = {"enquiry": enquiry, "thread": thread(enquiry, with_notes=False)}
    return _page(request, "content/thread.html", form, **context)
