from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from core.access import allows, requires
from core.forms import posted

from .. import forms, selectors, services


@requires("reviews.open_reserve")
def reserve(request):
    """Proposals kept for later funding by line and score, with the money there is now; officers take them up again."""
    rows = selectors.reserve_of(request.user, line=request.GET.get("line", ""))
    form = None
    if allows(request.user, "reviews.revisit"):
        form = forms.RevisitForm(posted(request), applications=[row.application for row in rows])
    if form and form.is_valid() and form.carry_out(services.revisit_all, by=request.user):
        number = len(form.result)
        text = ngettext("%(n)s proposal is taken up again.", "%(n)s proposals are taken up again.", number)
        messages.success(request, text % {"n": number})
        return redirect("reviews:reserve")
    return render(request, "reviews/reserve.html", {"rows": rows, "form": form})
