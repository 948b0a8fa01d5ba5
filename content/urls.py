"""The public addresses of the site's pages; included last, because a page may have any address that nothing else has."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .selectors.pages import is_known
from .views import documents, home, pages

# Menus name these; the words of each are kept by staff.
NAMED = ("about", "support", "guidelines", "faq", "donate", "accessibility", "privacy", "data-licence")
TEMPLATES = "guidelines/project-templates"  # where the table of document templates stands


class PageAddress(StringConverter):
    """An address at which there is, or was, a page: any other is not found at once, without a redirect to a language."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*"

    def to_python(self, value):
        """The address itself; ValueError where no page is or was."""
        if not is_known(value):
            raise ValueError
        return value


register_converter(PageAddress, "page")

urlpatterns = [
    path("", home.home, name="home"),
    *(path(f"{name}/", pages.page, {"path": name}, name=name.replace("-", "_")) for name in NAMED),
    path(f"{TEMPLATES}/", pages.page, {"path": TEMPLATES}, name="documents"),
    path("documents/", documents.index, name="documents_index"),
    path("documents/<slug:key>/", documents.versions, name="document_versions"),
    path("documents/<slug:key>-v<int:number>.<slug:extension>", documents.document, name="document_version"),
    path("documents/<slug:key>.<slug:extension>", documents.document, name="document"),
    path("<page:path>.pdf", pages.page_pdf, name="page_pdf"),
    path("<page:path>/", pages.page, name="page"),
]
