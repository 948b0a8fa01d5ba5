"""Letters beside the text: which came after the submission, and how many a regional project still needs (L03)."""

import json

from django.utils import timezone
from django.utils.translation import gettext as _

from core.uploads import with_scans
from funding.evaluator import MET, NOT_APPLICABLE, LetterFacts, ProposalFacts
from funding.models import Coverage
from funding.selectors import rulebook_for

from ..models import EndorsementLetter, LetterRequest
from ..models.documents import UNDO_WITHIN
from ..models.letters import hash_of
from .facts import named_by


def letters_of(application):
    """The letters of a proposal with what the scanner said of each: two queries."""
    return with_scans(application.letters.select_related("country", "uploaded_by"))


def removed_letters(application):
    """Letters that can be put back."""
    since = timezone.now() - UNDO_WITHIN
    found = EndorsementLetter.objects.filter(application=application, removed_at__gt=since)
    return found.select_related("country")


def open_request(token):
    """The LetterRequest whose link this is, while it works; else None."""
    found = LetterRequest.objects.open().filter(token_sha256=hash_of(token))
    return found.select_related("application", "country").first()


def later_letters(application, submission):
    """Letters that came after ``submission``, the last one: what it holds does not change, they stand beside it."""
    if submission is None:
        return []
    handed_in = {letter["pk"] for letter in json.loads(submission.content)["letters"]}
    return [letter for letter in letters_of(application) if letter.pk not in handed_in]


def letters_progress(application):
    """The finding of rule L03 on a regional project as it stands, with ``figure`` of ``limit`` letters; else None."""
    return next((finding for _application, finding in progress_of_many([application])), None)


def progress_of_many(applications):
    """(application, its finding of rule L03) of the regional ones among them: three queries, and one for each funding year."""
    regional = [application for application in applications if application.coverage != Coverage.NATIONAL]
    if not regional:
        return []
    named, books, found = named_by(regional), {}, []
    for application in regional:
        year = application.funding_year
        books[year] = books.get(year) or rulebook_for(year)
        findings = books[year].evaluate(_letter_facts(application, named[application.pk]), ["L03"])
        found += [(application, finding) for finding in findings if finding.state != NOT_APPLICABLE]
    return found


def _letter_facts(application, named):
    return ProposalFacts(
        on=timezone.localdate(),
        funding_year=application.funding_year,
        line=application.line_id,
        coverage=application.coverage,
        countries=tuple(named.countries),
        other_countries=tuple(named.other_countries),
        letters=tuple(map(LetterFacts, named.letters)),
    )


def letters_missing(application):
    """Sentences that keep a proposal from being recommended: the letters that L03 wants before (a regional project's)."""
    finding = letters_progress(application)
    if finding is None or finding.state == MET:
        return []
    words = {"given": finding.figure, "least": finding.limit, "what": finding.message}
    return [_("%(given)s of %(least)s letters of the benefiting countries are here (rule L03). %(what)s") % words]
