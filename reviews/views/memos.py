from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import Application
from core.access import requires
from core.documents import download

from .. import selectors
from ..exports import memos


def _document(application):
    if application.reference is None:
        raise Http404
    return memos.document(selectors.memo_of(application))


@require_safe
@requires("applications.view_internal", Application, "key")
def memo(request, application):
    """The memo as a page to read and print."""
    return render(request, "reviews/memo.html", {"application": application, "document": _document(application)})


@require_safe
@requires("applications.view_internal", Application, "key")
def memo_file(request, application, extension):
    """The memo as a file in the reader's language."""
    if extension not in memos.EXTENSIONS:
        raise Http404
    return download(_document(application), extension, name=f"{application.reference}-memo")
