from django.core.paginator import Paginator
from django.shortcuts import render

from core.access import allows, requires, signed_in

from .. import selectors


@requires("reviews.open_queue")
def queue(request):
    """All submitted proposals, by state."""
    state = request.GET.get("state", "")
    page = Paginator(selectors.queue(request.user, state=state), 25).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "counts": selectors.state_counts(request.user)}
    context["may_ask"] = allows(request.user, "reviews.assign")
    return render(request, "reviews/queue.html", context)


@signed_in
def mine(request):
    """One's own assignments."""
    page = Paginator(selectors.my_assignments(request.user), 25).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep_profile": allows(request.user, "reviews.keep_profile")}
    return render(request, "reviews/mine.html", context)
