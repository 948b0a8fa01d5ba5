from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _


def act(request, application, form, service, template="reviews/act.html", **context):
    """Carry out one act of the Fund on a proposal, or show its form again."""
    if form.is_valid() and form.carry_out(service, application, by=request.user):
        messages.success(request, _("Done."))
        return redirect(application)
    return render(request, template, {"application": application, "form": form, **context})
