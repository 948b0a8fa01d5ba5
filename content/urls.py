"""The public addresses of the site's pages; included last, because a page may have any address that nothing else has."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import home, pages

# Menus name these; the words of each are kept by staff.
NAMED = ("about", "support", "guidelines", "faq", "donate", "accessibility", "privacy", "data-licence")

# First parts of addresses without a language: what is not there is said at once, never looked for among pages.
MACHINES = frozenset({"admin", "api", "codelists", "iati", "sitemaps", "ui"})


class PageAddress(StringConverter):
    """What `Page.path` may be: anything else, such as a file's name, is not found without a redirect to a language."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*"

    def to_python(self, value):
        """The address itself; ValueError for one of machines."""
        if value.partition("/")[0] in MACHINES:
            raise ValueError
        return value


register_converter(PageAddress, "page")

urlpatterns = [
    path("", home.home, name="home"),
    *(path(f"{name}/", pages.page, {"path": name}, name=name.replace("-", "_")) for name in NAMED),
    path("<page:path>/", pages.page, name="page"),
]
