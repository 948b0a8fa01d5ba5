from django.shortcuts import render

from core.access import signed_in
from core.panels import collect


@signed_in
def home(request):
    """The to-do list: what needs this person now, whatever their roles."""
    return render(request, "notifications/home.html", {"tasks": collect("tasks", request.user)})
