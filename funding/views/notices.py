"""Where staff keep notices, and the button by which a reader puts one away."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import audit
from core.access import public, requires

from ..forms.notices import LABELS, EndForm, NoticeForm
from ..models import Notice
from ..selectors import notices as selectors
from ..services import notices as services

KEEP = "funding.keep_notices"


@requires(KEEP)
def notice_list(request):
    """All notices: coming, shown, over."""
    page = Paginator(selectors.kept_notices(), 25).get_page(request.GET.get("page"))
    return render(request, "funding/notices.html", {"page": page})


@requires(KEEP)
def add_notice(request):
    """Write a notice."""
    return _keep(request, None)


@requires(KEEP, Notice)
def edit_notice(request, notice):
    """Change a notice that is not over; one that is can be read."""
    return _keep(request, notice)


def _keep(request, notice):
    """The form; “Preview” shows the three languages as readers will see them, without saving."""
    form = NoticeForm(request.POST or None, instance=notice)
    is_preview = "preview" in request.POST
    if not is_preview and form.is_valid() and form.attempt(services.keep_notice, notice, by=request.user, **form.kept):
        messages.success(request, _("Saved."))
        return redirect("funding:notices")
    context = {
        "notice": notice,
        "form": form,
        "preview": [(name[-2:], form[name].value() or "") for name in LABELS] if form.is_bound or notice else [],
        "tone": form["tone"].value(),
        "events": audit.history(notice) if notice else [],
    }
    return render(request, "funding/notice_form.html", context)


@requires(KEEP, Notice)
def end_notice(request, notice):
    """Show a notice no more."""
    form = EndForm(request.POST or None, initial={"revision": notice.revision})
    if form.is_valid() and form.carry_out(services.end_notice, notice, by=request.user):
        messages.success(request, _("The notice is not shown any more."))
        return redirect("funding:notices")
    return render(request, "funding/notice_end.html", {"notice": notice, "form": form})


@csrf_exempt  # sets nothing but which notices this browser hides; a token would keep all public pages out of caches
@require_POST
@public
def dismiss_notice(request, pk):
    """Hide a notice in this browser until it is closed; a changed one is shown again, one that is over is gone anyway."""
    dismissed = selectors.dismissed_by(request)
    known = {selectors.mark_of(one): one.pk for one in selectors.unfinished()}
    hidden = [mark for mark, key in known.items() if key == pk or mark in dismissed]
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    response = redirect(address if is_ours else "home")
    response.set_cookie(
        selectors.DISMISSED, "_".join(hidden), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response
