from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache

from core.access import public
from core.panels import collect


@public
@never_cache
def root(request):
    """Send a visitor without a language to the home page in the one their browser asks for."""
    return redirect(f"/{get_language_from_request(request) or settings.LANGUAGE_CODE}/")


@public
def home(request):
    """The front page; apps add bands under "home", and what is new (news, stories) under "home_latest"."""
    context = {"panels": collect("home", request), "latest": collect("home_latest", request)}
    return render(request, "content/home.html", context)
