"""Concept notes: one's own, those received, and what the rules say of one."""

from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.evaluator import ELIGIBILITY, ProposalFacts
from funding.selectors import country_facts, rulebook_for, rules_for
from funding.selectors.checker import EXCLUSIONS

from ..models import ConceptNote, ConceptState


def exclusions():
    """What the Fund does not pay for by the rules of today: [(code, words)]."""
    rules = rules_for(timezone.localdate().year, EXCLUSIONS)
    return [(code, words) for code, words in EXCLUSIONS.items() if code in rules]


def my_concepts(user):
    """The concept notes that a person wrote, newest first."""
    return ConceptNote.objects.filter(author=user).with_labels()


def received_concepts(user, *, state="", region="", line="", words=""):
    """Concept notes sent that ``user`` may read, those that wait longest first."""
    found = ConceptNote.objects.visible_to(user).filter(sent_at__isnull=False)
    for name, value in {"state": state, "region": region, "line": line}.items():
        if value:
            found = found.filter(**{name: value})
    if words:
        found = found.filter(
            Q(title__icontains=words)
            | Q(countries__name__icontains=words)
            | Q(author__organisation__name__icontains=words)
        ).distinct()
    rank = Case(When(state=ConceptState.SENT, then=0), default=1)
    return found.with_labels().annotate(rank=rank).order_by("rank", "sent_at", "pk")


def waiting_concepts(user):
    """Concept notes that wait for an answer from ``user``'s Regional Office or the Fund."""
    found = ConceptNote.objects.visible_to(user).filter(state=ConceptState.SENT).exclude(author=user)
    return found if user.has_capability("screen") else found.filter(region__in=user.endorsing_regions)


def eligibility_of(note):
    """Sentences for the eligibility rules that the note's countries break today; [] also while it names none or no line."""
    countries = list(note.countries.all())
    if not (countries and note.line_id and note.coverage):
        return []
    on = timezone.localdate()
    facts = ProposalFacts(on, on.year, note.line_id, note.coverage, country_facts(countries), ())
    return [finding.sentence for finding in rulebook_for(on.year).evaluate(facts, ELIGIBILITY) if finding.blocks]


def carried_by(note):
    """What the proposal takes over from a concept note: [(where it goes, what)], in words."""
    return [
        (_("Project title"), note.title),
        (_("Countries"), ", ".join(country.name for country in note.countries.all())),
        (_("Funding line"), note.line.name if note.line else ""),
        (_("Focus areas"), ", ".join(area.name for area in note.focus_areas.all())),
        (_("Duration in whole months"), note.duration_months),
        (_("Main government partner"), note.government_partner),
        (_("Contact person"), note.contact_name),
    ]
