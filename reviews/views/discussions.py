"""The other reviews of a proposal, and its discussion: one page for reviewers and for the Fund."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import requires

from .. import selectors, services
from ..forms.discussions import RemarkForm
from ..models import Discussed


@requires("reviews.read_reviews", Discussed, "key")
def discussion(request, application):
    """Reviews and remarks as the reader may see them; nothing of them before that."""
    may, mine = selectors.rights_on(application, request.user)
    if not may.sees_others:
        messages.info(request, _("The reviews of this proposal are closed to you at this moment."))
        return redirect(mine or application)
    people = selectors.participants(application, may, request.user) if may.discusses else []
    form = RemarkForm(request.POST or None, people=people)
    if form.is_valid() and form.carry_out(services.say, application, by=request.user):
        messages.success(request, _("Your remark is written."))
        return redirect("reviews:discussion", key=application.key)
    context = {
        "application": application,
        "may": may,
        "mine": mine,
        "reviews": selectors.reviews_for(application, may, request.user, of_the_fund=mine is None),
        "remarks": selectors.discussion_of(application, may, request.user),
        "form": form,
    }
    return render(request, "reviews/discussion.html", context)
