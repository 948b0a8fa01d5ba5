from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import allows, requires
from core.forms import posted

from .. import forms, selectors, services
from ..exports import letters
from ..models import Release


@requires("reviews.open_releases")
def releases(request):
    """Decisions that wait to be made known, by call and line, and the releases there were."""
    choice = forms.ReleaseFilter(request.GET)
    waiting = selectors.waiting_decisions(request.user, **choice.chosen)
    may_prepare = allows(request.user, "reviews.prepare_release")
    form = forms.ReleaseForm(posted(request), decisions=waiting) if may_prepare else None
    if form and form.is_valid() and form.carry_out(services.prepare_release, by=request.user):
        messages.success(request, _("The letters are written. Read them before they are sent."))
        return redirect(form.result)
    found = Release.objects.visible_to(request.user).with_numbers().order_by("-pk")
    context = {
        "waiting": waiting,
        "choice": choice,
        "form": form,
        "page": Paginator(found.select_related("prepared_by", "released_by"), 25).get_page(request.GET.get("page")),
    }
    return render(request, "reviews/releases.html", context)


@requires("reviews.view_release", Release)
def release(request, release):
    """The letters of a release, each as its applicant will read it; a second person sends them from here."""
    found = list(selectors.letters_of(release))
    form = None
    if release.released_at is None and allows(request.user, "reviews.send_release", release):
        form = forms.SendForm(posted(request), letters=found)
    if form and form.is_valid() and form.attempt(services.release, release, by=request.user, letters=form.read):
        messages.success(request, _("The decisions are made known and the letters sent."))
        return redirect(release)
    context = {"release": release, "form": form, "letters": found, "dropped": release.dropped.order_by("reference")}
    context["may_change"] = release.released_at is None and allows(request.user, "reviews.prepare_release")
    return render(request, "reviews/release.html", context)


def _letter_of(release, pk):
    return get_object_or_404(
        release.letters.select_related("release", "decision__application__owner__organisation"), pk=pk
    )


@requires("reviews.change_letter", Release)
def letter(request, release, letter):
    """Write one letter otherwise, before it is sent."""
    found = _letter_of(release, letter)
    form = forms.LetterForm(request.POST or None, instance=found)
    if form.is_valid() and form.carry_out(services.change_letter, found, by=request.user):
        messages.success(request, _("The letter is changed."))
        return redirect(release)
    return render(request, "reviews/letter.html", {"release": release, "letter": found, "form": form})


@require_safe
@requires("reviews.view_release", Release)
def print_letter(request, release, letter):
    """One letter alone, to read and print."""
    return render(request, "reviews/letter_print.html", {"release": release, "letter": _letter_of(release, letter)})


@require_safe
@requires("reviews.view_release", Release)
def letter_pdf(request, release, letter):
    """One letter as PDF; a draft before it is sent."""
    return letters.download(_letter_of(release, letter))


@require_POST
@requires("reviews.cancel_release", Release)
def cancel_release(request, release):
    """Take unsent letters back."""
    services.cancel_release(release, by=request.user)
    messages.success(request, _("The letters are taken back. The decisions wait for others."))
    return redirect("reviews:releases")
