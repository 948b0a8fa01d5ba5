"""Writing pages of the site and their editions."""

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect

from ..models import Article, Edition, Move, Page
from ..shipped import shipped_pages
from ..workflow import EDITION
from .newsletter import take_back, tell_of_article

log = structlog.get_logger(__name__)
KEPT = audit.action("page.kept", _("kept the page"))
MOVED = audit.action("page.moved", _("moved the page"))
BEGUN = audit.action("edition.begun", _("began an edition"))
WRITTEN = audit.action("edition.written", _("wrote an edition"))
RESTORED = audit.action("edition.restored", _("began an edition from an earlier one"))
State = Edition.State
NEWS = "news"  # the address below which news articles stand, and nothing else


def require_keeper(by):
    """Raise NotAllowed for somebody who does not keep the site."""
    if not allows(by, "content.keep_pages"):
        raise NotAllowed(_("You may not change pages of the site."))


def article_changed(article):
    """Let upper apps know, under the place "article_changed", that readers see something else of an article now."""
    collect("article_changed", article)


@transaction.atomic
def keep_page(page, *, by):
    """Save a page, new or changed, but not its address if it has one already (``move_page``). Returns it.

    Raises NotAllowed, and ValidationError for an address that cannot be.
    """
    require_keeper(by)
    if page.pk:
        page.path = Page.objects.select_for_update().get(pk=page.pk).path
        page.revision += 1
    else:
        check_path(page.path)
    page.full_clean()
    page.save()
    audit.record(KEPT, page, by=by)
    return page


def check_path(path, *, is_article=False):
    """Raise ValidationError, by field, for an address without a page above it, or one that is or was somebody else's."""
    parent = path.rpartition("/")[0]
    if is_article != (parent == NEWS) or (parent != NEWS and path.startswith(f"{NEWS}/")):
        raise ValidationError({"path": _("News articles stand right below “news/”, and nothing else does.")})
    if parent and not is_article and not Page.objects.filter(path=parent).exists():
        raise ValidationError({"path": _("There is no page “%(path)s” to put it below.") % {"path": parent}})
    if not is_article and _is_taken(path):
        raise ValidationError({"path": _("Another part of the portal has this address.")})
    if Move.objects.filter(path=path).exists():
        raise ValidationError({"path": _("A page had this address; readers who know it are led to where it is now.")})


def _is_taken(path):
    """Whether something else than pages answers at ``path``."""
    try:
        return resolve(reverse("page", kwargs={"path": path})).kwargs != {"path": path}
    except (NoReverseMatch, Resolver404):
        return False


@transaction.atomic
def move_page(page, *, by, path):
    """Give a page, and all below it, another address. The former ones lead to the new ones for good. Returns the page.

    Raises NotAllowed, and ValidationError for an address that cannot be.
    """
    require_keeper(by)
    page = Page.objects.select_for_update().get(pk=page.pk)
    old, below = page.path, list(Page.objects.select_for_update().filter(path__startswith=f"{page.path}/"))
    if path == old:
        return page
    Move.objects.filter(path=path, page=page).delete()  # back to where it was
    if path.startswith(f"{old}/"):
        raise ValidationError({"path": _("A page cannot stand below itself.")})
    article = Article.objects.filter(page=page).first()
    check_path(path, is_article=article is not None)
    for one in [page, *below]:
        former, one.path = one.path, path + one.path[len(old) :]
        one.full_clean()
        one.save(update_fields=["path"])
        Move.objects.filter(path=one.path).delete()
        Move.objects.create(path=former, page=one)
    audit.record(MOVED, page, by=by, former=old, path=path, below=len(below))
    if article:
        article_changed(article)
    return page


@transaction.atomic
def begin_edition(page, language, *, by, like=None):
    """The open edition of a page in ``language``; if there is none, a draft that starts as what is public.

    ``like``: the edition whose words it starts with instead. Returns the Edition. Raises NotAllowed.
    """
    require_keeper(by)
    page = Page.objects.select_for_update().get(pk=page.pk)
    editions = page.editions.filter(language=language)
    if found := editions.open().first():
        return found
    like = like or editions.filter(state=State.PUBLIC).first()
    words = {name: getattr(like, name) for name in ("title", "lead", "text")} if like else {"title": ""}
    number = (editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(page=page, language=language, number=number, written_by=by, **words)
    audit.record(BEGUN, edition, by=by)
    return edition


@transaction.atomic
def restore_edition(edition, *, by):
    """A draft with the words of an earlier edition, ready to be read once more and published.

    Raises NotAllowed; StateConflict while another draft of this language is open.
    """
    require_keeper(by)
    if edition.page.editions.filter(language=edition.language).open().exists():
        raise StateConflict(_("A draft in this language is open already. Publish or drop it first."))
    restored = begin_edition(edition.page, edition.language, by=by, like=edition)
    audit.record(RESTORED, restored, by=by, number=edition.number)
    return restored


@transaction.atomic
def write_edition(edition, *, by, revision, title, lead="", text="", note="", by_itself=False):
    """Save the words of an open edition that the person opened at ``revision``. Returns it.

    ``by_itself``: the page saves without being asked, so only a draft; one with a time could become public in mid-sentence.
    Words that stand there already are no change: a page that did not hear that it was saved may send them again.

    Raises NotAllowed; StateConflict when it is not open any more, or other words were saved meanwhile; DomainError when it
    waits for its time and would have no words then.
    """
    require_keeper(by)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_open:
        raise StateConflict(_("This edition is public or dropped meanwhile. Begin another one to change the page."))
    if by_itself and edition.state != State.DRAFT:
        raise StateConflict(_("This edition waits for its time meanwhile: press “Save” to change what becomes public."))
    words = {"title": title, "lead": lead, "text": text, "note": note}
    if all(getattr(edition, name) == value for name, value in words.items()):
        return edition
    if edition.revision != revision:
        raise StateConflict(_("Somebody saved this edition while you had it open. Your text is still here."))
    for name, value in words.items():
        setattr(edition, name, value)
    if edition.state == State.SCHEDULED:
        _check_words(edition)
    edition.revision, edition.written_by, edition.written_at = revision + 1, by, timezone.now()
    edition.full_clean()
    edition.save()
    audit.record_sitting(WRITTEN, edition, by=by)
    return edition


def _check_words(edition):
    """Raise DomainError for an edition without a title or a text, which nobody shall read."""
    if not (edition.title.strip() and edition.text.strip()):
        raise DomainError(_("Write a title and a text first."))


@transaction.atomic
def publish_edition(edition, *, by):
    """Make an edition public now; the one that was public is kept as a past one. ``by`` is None when its time has come.

    Raises NotAllowed, StateConflict, and DomainError for a page without a title or a text.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    _check_words(edition)
    if by is None and not edition.is_due:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    public = edition.page.editions.filter(language=edition.language, state=State.PUBLIC).first()
    if public and edition.is_open:
        EDITION.apply("replace", public, by=None)  # first: one public edition a language
    now = timezone.now()
    facts = {"published_by": by or edition.published_by, "public_at": edition.public_at if by is None else now}
    edition = EDITION.apply("publish", edition, by=by, **facts)
    Page.objects.filter(pk=edition.page_id).update(reviewed_on=timezone.localdate())
    if article := Article.objects.filter(page=edition.page_id).select_related("page").first():
        tell_of_article(article)
        article_changed(article)
    return edition


@transaction.atomic
def schedule_edition(edition, *, by, public_at):
    """Have an edition become public at a time. Raises NotAllowed, StateConflict, DomainError for a time gone by."""
    if public_at <= timezone.now():
        raise DomainError(_("This time has gone by. Choose a later one, or publish now."))
    _check_words(Edition.objects.select_for_update().get(pk=edition.pk))
    data = {"public_at": public_at.isoformat()}
    return EDITION.apply("schedule", edition, by=by, data=data, public_at=public_at, published_by=by)


def unschedule_edition(edition, *, by):
    """Keep an edition from becoming public at its time; it is a draft again."""
    return EDITION.apply("unschedule", edition, by=by, public_at=None)


def drop_edition(edition, *, by):
    """Drop an open edition; what is public stays."""
    return EDITION.apply("drop", edition, by=by)


@transaction.atomic
def withdraw_edition(edition, *, by, comment):
    """Take the public edition of a language off the site; mails that tell of an article that is gone do not leave."""
    edition = EDITION.apply("withdraw", edition, by=by, comment=comment)
    if article := Article.objects.filter(page=edition.page_id).first():
        if not edition.page.editions.filter(state=State.PUBLIC).exists():
            take_back(article)
        article_changed(article)
    return edition


def publish_due():
    """Make public what has come to its time; returns how many editions. One that cannot be public holds up no other."""
    number = 0
    for edition in list(Edition.objects.due()):
        try:
            publish_edition(edition, by=None)
        except DomainError as refusal:  # somebody took it back in this very moment
            log.warning("edition_not_published", edition=str(edition), why=str(refusal))
        else:
            number += 1
    return number


@transaction.atomic
def load_pages():
    """Create the shipped pages that are missing, public in every language they are shipped in; what staff keep stays.

    Returns how many editions were created.
    """
    now, made = timezone.now(), 0
    for one in shipped_pages():
        facts = {"position": one.position, "owner": one.owner, "reviewed_on": one.reviewed_on}
        page, is_new = Page.objects.get_or_create(path=one.path, defaults=facts)
        known = set() if is_new else set(page.editions.values_list("language", flat=True))
        missing = [
            Edition(page=page, language=code, number=1, state=State.PUBLIC, public_at=now, **words)
            for code, words in one.words.items()
            if code not in known
        ]
        made += len(Edition.objects.bulk_create(missing))
    return made
