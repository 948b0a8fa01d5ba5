"""What applications add to pages of lower apps: navigation, to-do list, pages of a plan, of a call and of rules."""

from collections import defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.navigation import NavItem
from core.panels import Panel, Task
from funding.evaluator import MET, NOT_APPLICABLE, NOT_MET, TO_CHECK
from funding.models import Phase
from funding.selectors import rulebook_for, rules_of, years_of
from plans.selectors import Holder

from .models import EDITABLE, Application, State
from .selectors import facts_of_drafts, in_region, open_drafts, readiness
from .selectors.question_sets import draft_set, published_set


def navigation(user):
    """One's own proposals; for endorsers, those of the region."""
    items = []
    if not user.current_grants or Application.objects.written_by(user).exists():
        items.append(NavItem(_("My applications"), "applications:list", "file-earmark-text"))
    if user.endorsing_regions:
        items.append(NavItem(_("To endorse"), "applications:to_endorse", "patch-check"))
    return items


def tasks(user):
    """Drafts to finish, proposals returned, proposals to endorse."""
    found = []
    written = Application.objects.written_by(user).filter(state__in=EDITABLE).select_related("call")
    for application in written.order_by("-created_at")[:10]:
        returned = application.state == State.RETURNED
        title = _("Change and resubmit “%(title)s”") if returned else _("Finish “%(title)s”")
        detail = _("Returned with a comment") if returned else _("Draft, not submitted yet")
        due_on = None if returned or application.call is None else application.call.deadline_on
        found.append(Task(title % {"title": application.title}, application.get_absolute_url(), detail, due_on))
    if user.endorsing_regions:
        for application in in_region(user)[:25]:
            found.append(
                Task(
                    _("Endorse %(reference)s") % {"reference": application.reference},
                    reverse("applications:detail", kwargs={"key": application.key}),
                    application.title,
                )
            )
    return found


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
        query = urlencode({"call": call.slug, "coverage": call.kind})
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
