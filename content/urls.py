"""The public addresses of the site's pages; included last, because a page may have any address that nothing else has."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .selectors.pages import is_known
from .views import home, news, newsletter, pages

# Menus name these; the words of each are kept by staff.
NAMED = ("about", "support", "guidelines", "faq", "donate", "accessibility", "privacy", "data-licence")


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
    path("news/", news.news_list, name="news"),
    path("news.atom", news.news_feed, name="news_feed"),
    path("news/<slug:slug>/", news.article, name="article"),
    path("newsletter/", newsletter.newsletter_page, name="newsletter"),
    path("newsletter/asked/", newsletter.newsletter_asked, name="newsletter_asked"),
    path("newsletter/<str:token>/", newsletter.newsletter_choices, name="newsletter_choices"),
    path("newsletter/<str:token>/confirm/", newsletter.newsletter_confirm, name="newsletter_confirm"),
    path("newsletter/<str:token>/stop/", newsletter.newsletter_stop, name="newsletter_stop"),
    path("<page:path>/", pages.page, name="page"),
]
