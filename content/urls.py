"""The public addresses of the site's pages; included last, because a page may have any address that nothing else has."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .selectors.pages import is_known
from .views import documents, glossary, home, letters, news, newsletter, pages, search

# Menus name these; the words of each are kept by staff.
NAMED = ("about", "support", "guidelines", "faq", "donate", "accessibility", "privacy", "data-licence", "help")
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
    path("search/", search.site_search, name="search"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary.csv", glossary.glossary_file, name="glossary_file"),
    path("contact/", letters.contact, name="contact"),
    path("contact/received/<str:token>/", letters.enquiry_received, name="enquiry_received"),
    path("contact/thread/<str:token>/", letters.enquiry_thread, name="enquiry_thread"),
    path("donate/pledge/", letters.pledge, name="pledge"),
    path("donate/pledge/received/<str:token>/", letters.pledge_received, name="pledge_received"),
    *(path(f"{name}/", pages.page, {"path": name}, name=name.replace("-", "_")) for name in NAMED),
    path("news/", news.news_list, name="news"),
    path("news.atom", news.news_feed, name="news_feed"),
    path("news/<slug:slug>/", news.article, name="article"),
    path("newsletter/", newsletter.newsletter_page, name="newsletter"),
    path("newsletter/asked/", newsletter.newsletter_asked, name="newsletter_asked"),
    path("newsletter/<str:token>/", newsletter.newsletter_choices, name="newsletter_choices"),
    path("newsletter/<str:token>/confirm/", newsletter.newsletter_confirm, name="newsletter_confirm"),
    path("newsletter/<str:token>/stop/", newsletter.newsletter_stop, name="newsletter_stop"),
    path(f"{TEMPLATES}/", pages.page, {"path": TEMPLATES}, name="documents"),
    path("documents/", documents.index, name="documents_index"),
    path("documents/<slug:key>/", documents.versions, name="document_versions"),
    path("documents/<slug:key>-v<int:number>.<slug:extension>", documents.document, name="document_version"),
    path("documents/<slug:key>.<slug:extension>", documents.document, name="document"),
    path("<page:path>.pdf", pages.page_pdf, name="page_pdf"),
    path("<page:path>/", pages.page, name="page"),
]
