"""What applications add to pages of lower apps: navigation, to-do list, pages of a plan, of a call and of rules."""

from collections import defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.access import allows
from core.languages import titled, woven
from core.navigation import Group, NavItem
from core.panels import Panel, Task
from funding.evaluator import MET, NOT_APPLICABLE, NOT_MET, TO_CHECK
from funding.models import Coverage, Phase
from funding.selectors import rulebook_for, rules_of, years_of
from plans.selectors import Holder

from .models import (
    EDITABLE,
    Answer,
    Application,
    Clarification,
    ConceptNote,
    ConceptState,
    DocumentVersion,
    EndorsementLetter,
    State,
    Submission,
)
from .models.documents import UNDO_WITHIN
from .selectors import (
    address_of,
    asked_in,
    facts_of_drafts,
    handovers_to,
    in_region,
    invitations_to,
    open_drafts,
    parts_to_write,
    progress_of_many,
    readiness,
    unread_messages,
    waiting_concepts,
)
from .selectors.question_sets import draft_set, published_set
from .services import tell_of_virus
from .services.letters import LATER


def navigation(user):
    """One's own proposals and concept notes; for endorsers, those of the region; for the Fund, the concept notes sent."""
    items = []
    if not user.current_grants or Application.objects.written_by(user).exists():
        items.append(NavItem(_("My applications"), "applications:list", "file-earmark-text", Group.APPLICATIONS))
        items.append(NavItem(_("My concept notes"), "applications:concepts", "journal-text", Group.APPLICATIONS))
    if allows(user, "applications.list_concepts"):
        items.append(NavItem(_("Concept notes"), "applications:concepts_received", "inboxes", Group.APPLICATIONS))
    if user.endorsing_regions:
        items.append(NavItem(_("To endorse"), "applications:to_endorse", "patch-check", Group.APPLICATIONS))
    return items


def tasks(user):
    """Drafts to finish, proposals returned, concept notes to follow or to answer, proposals to endorse."""
    found = []
    written = Application.objects.written_by(user).filter(state__in=EDITABLE).select_related("call")
    for application in written.order_by("-created_at")[:10]:
        returned = application.state == State.RETURNED
        title = _("Change and resubmit “%(title)s”") if returned else _("Finish “%(title)s”")
        detail = _("Returned with a comment") if returned else _("Draft, not submitted yet")
        due_on = None if returned or application.call is None else application.call.deadline_on
        found.append(Task(woven(title, title=titled(application)), application.get_absolute_url(), detail, due_on))
    found += [*_letters_wanted(user), *_concept_tasks(user), *_questions_to(user), *_messages_to(user)]
    if user.endorsing_regions:
        for application in in_region(user)[:25]:
            found.append(
                Task(
                    _("Endorse %(reference)s") % {"reference": application.reference},
                    reverse("applications:detail", kwargs={"key": application.key}),
                    titled(application),
                )
            )
    return found


def team_tasks(user):
    """Invitations and handovers to answer, parts of proposals to write."""
    found = [
        Task(
            woven(_("Answer the invitation to “%(title)s”"), title=titled(invitation.application)),
            invitation.get_absolute_url(),
            _("From %(person)s") % {"person": invitation.invited_by},
            timezone.localdate(invitation.expires_at),
        )
        for invitation in invitations_to(user)[:10]
    ]
    for handover in handovers_to(user)[:10]:
        title = woven(_("Take over “%(title)s”, or decline"), title=titled(handover.application))
        found.append(Task(title, handover.get_absolute_url(), _("From %(person)s") % {"person": handover.offered_by}))
    for row in parts_to_write(user)[:25]:
        title = _("Write “%(part)s”") % {"part": row.title}
        found.append(
            Task(
                title,
                address_of(row.application, row.application.plan.current, row.part),
                titled(row.application),
                row.due_on,
            )
        )
    return found


def comments_on_plan(version, page, user):
    """Beside the results and the budget, for the team of the application: what colleagues say about them."""
    application = getattr(version.plan, "application", None)
    if (
        application is None
        or page not in {"results", "budget"}
        or not allows(user, "applications.comment", application)
    ):
        return []
    return [Panel("applications/_comments_panel.html", {"key": application.key, "part": page})]


def _letters_wanted(user):
    """Regional proposals under review that still need letters (L03)."""
    regional = Application.objects.written_by(user).filter(state__in=LATER).exclude(coverage=Coverage.NATIONAL)
    return [
        Task(
            _("Add letters to %(reference)s") % {"reference": application.reference},
            reverse("applications:later_letters", kwargs={"key": application.key}),
            _("%(given)s of %(least)s letters of benefiting countries")
            % {"given": finding.figure, "least": finding.limit},
        )
        for application, finding in progress_of_many(list(regional.order_by("submitted_at")[:10]))
        if finding.state != MET
    ]


def _concept_tasks(user):
    """Invitations to follow; for those who answer, concept notes that wait."""
    invited = ConceptNote.objects.filter(author=user, state=ConceptState.INVITED, application=None)
    found = [
        Task(
            woven(_("Start the full proposal “%(title)s”"), title=titled(note)),
            note.get_absolute_url(),
            _("Your concept note was invited"),
        )
        for note in invited.order_by("-sent_at")[:10]
    ]
    if user.endorsing_regions or user.has_capability("screen"):
        for note in waiting_concepts(user).order_by("sent_at")[:10]:
            title = woven(_("Answer the concept note “%(title)s”"), title=titled(note))
            found.append(Task(title, note.get_absolute_url()))
    return found


def _questions_to(user):
    waiting = Clarification.objects.waiting().filter(application__in=Application.objects.written_by(user))
    for clarification in waiting.select_related("application")[:25]:
        application = clarification.application
        url = reverse("applications:clarification", kwargs={"key": application.key})
        title = _("Answer the questions about %(reference)s") % {"reference": application.reference}
        yield Task(title, url, titled(application), clarification.due_on)


def _messages_to(user):
    """One task for each proposal with messages that the person has not read: of one's own, or of one's own threads."""
    theirs = Application.objects.filter(
        Q(owner=user) | Q(members__user=user) | Q(messages__written_by=user) | Q(region__in=user.endorsing_regions)
    )
    if user.has_capability("screen"):
        theirs = Application.objects.visible_to(user)
    for key, reference in sorted(
        set(unread_messages(user, theirs).values_list("application__key", "application__reference"))
    )[:25]:
        title = _("Read the messages about %(reference)s") % {"reference": reference}
        yield Task(title, reverse("applications:messages", kwargs={"key": key}))


def exchange(application, user):
    """Questions with their answers, and the way to the messages, for those who may read them."""
    if not allows(user, "applications.read_messages", application):
        return []
    clarifications = list(application.clarifications.select_related("asked_by").with_questions())
    context = {
        "application": application,
        "clarifications": [(one, asked_in(one)) for one in clarifications],
        "waiting": next((one for one in clarifications if one.answered_at is None and one.closed_at is None), None),
        "unread": unread_messages(user, [application]).count(),
        "is_of_team": allows(user, "applications.see_team", application),
    }
    return [Panel("applications/_exchange.html", context)]


def of_plan(version):
    """The application of a plan version until it is approved, as a list of at most one holder; then its project is it."""
    application = getattr(version.plan, "application", None)
    if application is None or application.state == State.APPROVED:
        return []
    holder = Holder(str(application), application.get_absolute_url(), application.title, application.reference or "")
    if version.content_hash:
        return [holder]
    is_refused = application.state in {State.REJECTED, State.RETAINED}
    state, tone = application.get_state_display(), application.state_tone
    return [replace(holder, state=state, tone=tone, is_refused=is_refused)]


def findings_on_budget(version):
    """Findings of the budget rules, while the application is written."""
    application = getattr(version.plan, "application", None)
    if application is None or not application.is_editable:
        return []
    return [finding for finding in readiness(application).findings if finding.target == "budget"]


def on_call(call, user):
    """On the page of a call: the way to a proposal while it takes any, and what the form will ask."""
    panels = [Panel("applications/_questions_panel.html")]
    if call.phase == Phase.OPEN:
        lines, answers = list(call.lines.all()), {"call": call.slug, "coverage": call.kind}
        if len(lines) == 1:  # what the call leaves open is asked
            answers["line"] = lines[0].pk
        if len(call.languages) == 1:
            answers["language"] = call.languages[0]
        query = urlencode(answers)
        panels.insert(0, Panel("applications/_start_panel.html", {"url": f"{reverse('applications:start')}?{query}"}))
    return panels


def on_managed_call(call, user):
    """On the page of those who keep a call: its questions, and the answers that were handed in."""
    context = {
        "call": call,
        "published": published_set(call),
        "draft": draft_set(call),
        "has_answers": Application.objects.filter(
            call=call, question_set__isnull=False, reference__isnull=False
        ).exists(),
    }
    return [Panel("applications/_question_sets_panel.html", context)]


def call_audience(call):
    """Those who have a proposal for the call that they can still write."""
    drafts = Application.objects.filter(call=call, state__in=EDITABLE)
    return User.objects.filter(Q(applications__in=drafts) | Q(memberships__application__in=drafts)).distinct()


def files_named(hashes):
    """Those of ``hashes`` that a letter, a document, an answer or a submission names.

    What was removed counts until it cannot return.
    """
    since = timezone.now() - UNDO_WITHIN
    letters = EndorsementLetter.objects.filter(Q(removed_at=None) | Q(removed_at__gt=since), sha256__in=hashes)
    kept = Q(document__removed_at=None) | Q(document__removed_at__gt=since) | Q(handed_in_at__isnull=False)
    documents = DocumentVersion.objects.filter(kept, sha256__in=hashes)
    answers = Answer.objects.filter(sha256__in=hashes)
    found = {sha256 for rows in (letters, documents, answers) for sha256 in rows.values_list("sha256", flat=True)}
    for sha256 in set(hashes) - found:
        if Submission.objects.filter(content__contains=sha256).exists():
            found.add(sha256)
    return sorted(found)


def virus_found(stored):
    """Tell those who write the proposals that have the file."""
    tell_of_virus(stored)
    return []


MOST_JUDGED, MOST_NAMED = 500, 10
WORST_FIRST = [(NOT_MET, True), (NOT_MET, False), (TO_CHECK, False), (MET, False), (NOT_APPLICABLE, False)]


@dataclass(frozen=True)
class RuleEffect:
    """That a rule would answer otherwise for a number of drafts; ``before`` and ``after``: (state, whether it blocks).

    ``named`` holds those of the drafts that the reader may open, ``MOST_NAMED`` of them at most.
    """

    code: str
    title: str
    before: tuple
    after: tuple
    drafts: int
    named: list

    @property
    def sentence(self):
        """ "1 draft would change from “met” to “not met, blocks submission”"."""
        text = ngettext(
            "%(n)d draft would change from “%(before)s” to “%(after)s”",
            "%(n)d drafts would change from “%(before)s” to “%(after)s”",
            self.drafts,
        )
        return text % {"n": self.drafts, "before": _words_of(self.before), "after": _words_of(self.after)}

    @property
    def unnamed(self):
        """How many of the drafts are not named."""
        return self.drafts - len(self.named)

    @property
    def is_worse(self):
        """Whether the drafts come off worse than now."""
        return WORST_FIRST.index(self.after) < WORST_FIRST.index(self.before)


@dataclass(frozen=True)
class RuleEffects:
    """What a rule set would do to the open drafts: ``judged`` of ``drafts`` were held against it, ``changed`` differ."""

    drafts: int
    judged: int
    changed: int
    effects: list


def rule_effects(rule_set, user):
    """RuleEffects on the drafts that would follow ``rule_set``, against the rules that they follow now, as of today.

    Of more than ``MOST_JUDGED`` drafts those begun last are judged. Queries grow with the funding years, not the drafts.
    """
    drafts, proposed, present = open_drafts(years_of([rule_set])[rule_set.pk]), rules_of(rule_set), {}
    found, titles = defaultdict(dict), {rule.code: rule.title for rule in proposed.rules}
    described = list(facts_of_drafts(drafts[:MOST_JUDGED]))
    for application, facts in described:
        year = application.funding_year
        present[year] = present.get(year) or rulebook_for(year)
        for change in _changes(_outcomes(facts, present[year]), _outcomes(facts, proposed)):
            found[change][application.pk] = application
    changed = {pk: application for applications in found.values() for pk, application in applications.items()}
    visible = set(Application.objects.visible_to(user).filter(pk__in=changed).values_list("pk", flat=True))
    for book in present.values():
        titles = {rule.code: rule.title for rule in book.rules} | titles
    effects = [
        RuleEffect(
            code, titles[code], before, after, len(rows), [rows[pk] for pk in rows if pk in visible][:MOST_NAMED]
        )
        for (code, before, after), rows in sorted(found.items(), key=lambda item: item[0])
    ]
    return [RuleEffects(drafts.count(), len(described), len(changed), effects)]


def _outcomes(facts, rulebook):
    """Mapping (rule code, part of the proposal) → worst (state, whether it blocks)."""
    found = {}
    for finding in rulebook.evaluate(facts):
        key, outcome = (finding.code, finding.target), (finding.state, finding.blocks)
        found[key] = min(found.get(key, outcome), outcome, key=WORST_FIRST.index)
    return found


def _changes(before, after):
    """(rule code, outcome before, outcome after) of everything that comes out otherwise for one draft."""
    none = (NOT_APPLICABLE, False)
    pairs = ((key[0], before.get(key, none), after.get(key, none)) for key in before.keys() | after.keys())
    return {(code, old, new) for code, old, new in pairs if old != new}


def _words_of(outcome):
    words = {
        (NOT_MET, True): _("not met, blocks submission"),
        (NOT_MET, False): _("not met, warns"),
        (TO_CHECK, False): _("the Fund will check"),
        (MET, False): _("met"),
        (NOT_APPLICABLE, False): _("not applicable"),
    }
    return words[outcome]


def document_templates():
    """Concept note, proposal and letter of a government, as blank files."""
    from .exports import templates  # later than apps are ready: forms want their models' translated fields

    return templates.document_templates()
