"""What the site adds to the workspace and to its own pages."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.access import allows
from core.navigation import Group, NavItem
from core.panels import Panel, Task

from .models import Article, BrokenLink, DocumentVersion, Enquiry, Photo, PhotoSize, Pledge, Term
from .places import SitePlace
from .search import Document, Hit, Tab, ranked, snippet
from .selectors import enquiries, pledges
from .selectors.documents import shelves
from .selectors.news import newest
from .selectors.site_search import hit_of
from .selectors.site_search import news as news_in
from .selectors.site_search import pages as found_in


def navigation(user):
    """The site, for those who keep it or answer what people write through it."""
    is_offered = user.has_capability("keep_pages") or user.has_capability("answer_enquiries")
    return [NavItem(_("The Fund’s site"), "site", "globe2", Group.RULES)] if is_offered else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    news = _("Articles with their photos and subjects, in each language; whoever asked for news is told by e-mail.")
    documents = _("The forms of the Fund as Word and Excel files: versions, and how often they are downloaded.")
    links = _("Addresses in pages that lead nowhere, checked every night.")
    broken = BrokenLink.objects.standing().count()
    places = [
        SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text"),
        SitePlace(_("News"), news, "articles:list", "newspaper"),
        SitePlace(_("Document templates"), documents, "kept_documents", "download"),
        SitePlace(_("Broken links"), links, "pages:links", "link-45deg", broken),
    ]
    if user.is_staff:  # terms are kept in the administration
        words = _("What each word of the Fund means, in three languages.")
        places.append(SitePlace(_("Glossary"), words, "admin:content_term_changelist", "book"))
    return places


def home_news(request):
    """What is new, on the front page."""
    articles = newest(3)
    return [Panel("content/_home_news.html", {"articles": articles})] if articles else []


def found_pages(search):
    """Under "site_search": the pages of the site."""
    found = found_in(search)

    def hits(start, stop):
        return [hit_of(search, one, one.source.page.get_absolute_url()) for one in found[start:stop]]

    return [Tab("pages", _("Pages"), 20, len(found), hits)]


def found_news(search):
    """Under "site_search": the articles."""
    found = news_in(search)

    def hits(start, stop):
        return [hit_of(search, one, one.source.page.get_absolute_url()) for one in found[start:stop]]

    return [Tab("news", _("News"), 30, len(found), hits, reverse("news"), _("All news"))]


def found_documents(search):
    """Under "site_search": the document templates in the reader's language."""
    language = get_language()
    documents = [
        Document(str(one.template.title), "", str(one.template.purpose), one) for one in shelves() if one.files
    ]
    found = ranked(search, documents)

    def hits(start, stop):
        return [
            Hit(one.title, _versions_url(one.source), language, snippet(search, one.text)) for one in found[start:stop]
        ]

    return [Tab("documents", _("Document templates"), 40, len(found), hits)]


def _versions_url(shelf):
    return reverse("document_versions", kwargs={"key": shelf.template.key})


def found_terms(search):
    """Under "site_search": the terms of the glossary, in the reader's language."""
    language = get_language()
    documents = [
        Document(term.name_in(language), " ".join(term.forms_in(language)), term.definition_in(language), term)
        for term in Term.objects.all()
    ]
    found = ranked(search, documents)

    def hits(start, stop):
        return [
            Hit(one.title, one.source.get_absolute_url(), language, snippet(search, one.text))
            for one in found[start:stop]
        ]

    return [Tab("glossary", _("Glossary"), 80, len(found), hits)]


def desk_places(user):
    """Enquiries and pledges, with how many wait."""
    if not allows(user, "content.answer_enquiries"):
        return []
    waiting = Enquiry.objects.visible_to(user).waiting().count()
    untouched = Pledge.objects.visible_to(user).filter(state__in=Pledge.UNTOUCHED).count()
    asked = _("What people write to the Fund, who answers it, and the answers.")
    given = _("Who has in mind to give, what was agreed, and what comes next.")
    return [
        SitePlace(_("Enquiries"), asked, "desk:enquiries", "envelope", waiting),
        SitePlace(_("Pledges"), given, "desk:pledges", "heart", untouched),
    ]


def tasks(user):
    """Enquiries that one has, or that nobody took in time; pledges whose next step is due."""
    if not allows(user, "content.answer_enquiries"):
        return []
    return [*map(_enquiry_task, enquiries.pressing(user)), *map(_pledge_task, pledges.pressing(user))]


def _enquiry_task(enquiry):
    if enquiry.state == Enquiry.State.HELD:
        title = _("Look at the held enquiry %(reference)s")
    else:
        title = _("Answer the enquiry %(reference)s")
    title %= {"reference": enquiry.reference}
    return Task(title, enquiry.get_absolute_url(), enquiry.get_topic_display(), enquiries.answer_by(enquiry))


def _pledge_task(pledge):
    title = _("Follow the pledge %(reference)s") % {"reference": pledge.reference}
    detail = pledge.next_step or pledge.get_state_display()
    return Task(title, pledge.get_absolute_url(), detail, pledge.next_step_on)


def pledge_on_page(_nothing):
    """``[[pledge]]`` on a page of the site: the way to the form, and that no money is taken."""
    return [Panel("content/_pledge_way.html")]


def files_named(hashes):
    """Those of ``hashes`` that a photo of the news names, or one of its sizes, or a version of a document template."""
    return [
        sha256
        for model in (Photo, PhotoSize, DocumentVersion)
        for sha256 in model.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)
    ]


def sitemap():
    """The public articles: pairs of a path without its language and the day it was published."""
    rows = Article.objects.public().values_list("page__path", "page__reviewed_on")
    return [(f"{path}/", changed_on.isoformat() if changed_on else "") for path, changed_on in rows]


def documents_on_page(_argument):
    """On a page of the site: the newest files of all document templates."""
    return [Panel("content/_documents.html", {"shelves": shelves()})]
