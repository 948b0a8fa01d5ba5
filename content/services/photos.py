"""Photos of news articles: taken in, made small, described, put in order, removed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, uploads
from core.errors import DomainError, StateConflict
from core.uploads import resizing

from ..models import Article, Photo, PhotoSize
from .pages import article_changed, require_keeper

ADDED = audit.action("photo.added", gettext_lazy("added a photo"))
CHANGED = audit.action("photo.changed", gettext_lazy("changed the words of a photo"))
MOVED = audit.action("photo.moved", gettext_lazy("put the photos in another order"))
REMOVED = audit.action("photo.removed", gettext_lazy("removed a photo"))
EXTENSIONS = ("jpg", "jpeg", "png")
MOST_PHOTOS = 20
LEAST_WIDTH = 640  # pixels; smaller ones look coarse on the page
Kind = PhotoSize.Kind
# kind → content type, how it is cut, width, height (pixels), most bytes; six cards weigh what a page may have beside its frame
SIZES = {
    Kind.CARD: ("image/webp", resizing.filling, 400, 225, 5_000),
    Kind.PAGE: ("image/webp", resizing.within, 960, 720, 45_000),
    Kind.SOCIAL: ("image/jpeg", resizing.filling, 1200, 630, 200_000),
}


@transaction.atomic
def add_photo(article, *, by, file, **words):
    """Add a photo at the end of an article, in all its sizes, without what the camera noted. Returns the Photo.

    ``words``: credit, and alt and caption in each language. Raises NotAllowed, ValidationError for a file that is no good
    picture, and DomainError when the article has ``MOST_PHOTOS``.
    """
    require_keeper(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.photos.count() >= MOST_PHOTOS:
        raise DomainError(_("An article has %(n)d photos at most. Remove one first.") % {"n": MOST_PHOTOS})
    kept, picture = uploads.store(file, extensions=EXTENSIONS), picture_in(file)
    last = article.photos.order_by("position").last()
    photo = Photo(article=article, position=last.position + 1 if last else 0, **kept, **words)
    photo.full_clean()
    photo.save()
    PhotoSize.objects.bulk_create(_size(photo, picture, kind) for kind in SIZES)
    audit.record(ADDED, article, by=by, photo=photo.pk, sha256=photo.sha256)
    article_changed(article)
    return photo


def picture_in(file):
    """The pixels of an uploaded picture, upright. Raises ValidationError for one that is damaged or too small."""
    file.seek(0)
    picture = resizing.decode(file.read())
    if picture.width < LEAST_WIDTH:
        raise ValidationError(_("The picture is less than %(n)d pixels wide. Use a larger one.") % {"n": LEAST_WIDTH})
    return picture


def _size(photo, picture, kind):
    content_type, cut, width, height, most = SIZES[kind]
    made = cut(picture, width, height)
    content = resizing.encode(made, content_type, most_bytes=most)
    name = f"{kind.value}.{'webp' if content_type == 'image/webp' else 'jpg'}"
    kept = uploads.keep(content, name=name, content_type=content_type)
    return PhotoSize(photo=photo, kind=kind, width=made.width, height=made.height, **kept)


@transaction.atomic
def describe_photo(photo, *, by, **words):
    """Change the words of a photo: credit, alt and caption in each language. Returns it. Raises NotAllowed."""
    require_keeper(by)
    photo = _locked(photo)
    for name, value in words.items():
        setattr(photo, name, value)
    photo.full_clean()
    photo.save()
    audit.record(CHANGED, photo.article, by=by, photo=photo.pk)
    article_changed(photo.article)
    return photo


@transaction.atomic
def move_photo(photo, *, by, is_up):
    """Put a photo one place further up or down; the first leads the article. Raises NotAllowed; at the end nothing happens."""
    require_keeper(by)
    photo = _locked(photo)
    order = list(photo.article.photos.all())
    place = next(number for number, one in enumerate(order) if one.pk == photo.pk)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order):
        one.position = position
    Photo.objects.bulk_update(order, ["position"])
    audit.record(MOVED, photo.article, by=by, order=[one.pk for one in order])
    article_changed(photo.article)


@transaction.atomic
def remove_photo(photo, *, by):
    """Remove a photo from its article; its files go when nobody names them any more. Raises NotAllowed, StateConflict."""
    require_keeper(by)
    photo = _locked(photo)
    audit.record(REMOVED, photo.article, by=by, photo=photo.pk, sha256=photo.sha256)
    article = photo.article
    photo.delete()
    article_changed(article)


def _locked(photo):
    """The photo, with its article's row locked. Raises StateConflict when a colleague removed it meanwhile."""
    Article.objects.select_for_update().filter(pk=photo.article_id).first()
    found = Photo.objects.select_related("article__page").filter(pk=photo.pk).first()
    if found is None:
        raise StateConflict(_("This photo was removed meanwhile."))
    return found
