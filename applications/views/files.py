"""Proposals and receipts as files."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.access import allows, requires
from core.documents import download

from ..exports import proposals, receipts
from ..models import Application


def _hand_out(document, extension, name):
    if extension not in proposals.EXTENSIONS:
        raise Http404
    return download(document, extension, name=name)


@require_safe
@requires("applications.view", Application, "key")
def proposal(request, application, extension, number=None):
    """A submission, the last one without ``number``, as everybody reads it who may; the draft before the first."""
    submissions = application.submissions.order_by("-number")
    if number is not None:
        submission = get_object_or_404(submissions, number=number)
    elif (submission := submissions.first()) is None:
        return _hand_out(proposals.draft(application), extension, proposals.draft_name(application))
    everything = allows(request.user, "applications.read_all_answers", application)
    document = proposals.submitted(submission, everything=everything)
    return _hand_out(document, extension, f"{application.reference}-{submission.number}")


@require_safe
@requires("applications.see_team", Application, "key")
def draft(request, application, extension):
    """The proposal as it stands now, for its team."""
    return _hand_out(proposals.draft(application), extension, proposals.draft_name(application))


@require_safe
@requires("applications.see_team", Application, "key")
def receipt(request, application, number):
    """The receipt of a submission."""
    submission = get_object_or_404(application.submissions.select_related("submitted_by"), number=number)
    return download(receipts.document(submission), "pdf", name=f"{application.reference}-{number}-receipt")
