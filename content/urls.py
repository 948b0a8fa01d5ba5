"""The public addresses of the site's pages; included last, because a page may have any address that nothing else has."""

from django.urls import path

from .views import home, pages

# Menus name these; the words of each are kept by staff.
NAMED = ("about", "support", "guidelines", "faq", "donate", "accessibility", "privacy", "data-licence")

urlpatterns = [
    path("", home.home, name="home"),
    *(path(f"{name}/", pages.page, {"path": name}, name=name.replace("-", "_")) for name in NAMED),
    path("<path:path>/", pages.page, name="page"),
]
