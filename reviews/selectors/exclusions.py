"""Who may not review what, and why: one answer for the form, the bulk choice, lists, the balance and the service."""

from collections import Counter, defaultdict

from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from accounts.selectors import people_in
from applications.models import Application, FormerMember, Member, State, Submission
from core.access import allows

from .. import models
from ..models import Assignment

LABELS = {
    "ROLE": gettext_lazy("not a reviewer today"),
    "TEAM": gettext_lazy("works on the proposal, or once did"),
    "COUNTRY": gettext_lazy("own country"),
    "ORGANISATION": gettext_lazy("own organisation or employer"),
    "TIE": gettext_lazy("declared tie"),
    "ACTED": gettext_lazy("had another part in the assessment"),
    "ASKED": gettext_lazy("asked already"),
    "AWAY": gettext_lazy("away"),
    "FULL": gettext_lazy("has enough at hand"),
}
CONFLICTS = frozenset({"TEAM", "COUNTRY", "ORGANISATION", "TIE"})  # those that the database refuses
ACTS = (
    (models.Endorsement, "endorsed_by", gettext_lazy("endorsed the proposal")),
    (models.Screening, "screened_by", gettext_lazy("screened the proposal")),
    (models.Recommendation, "recommended_by", gettext_lazy("recommended a decision")),
    (models.Decision, "decided_by", gettext_lazy("decided on the proposal")),
    (models.Delegation, "delegate", gettext_lazy("stood in for the Regional Office")),
    (models.Advice, "asked_of", gettext_lazy("was asked for advice on the proposal")),
)
BUSY = (Assignment.State.INVITED, Assignment.State.OPEN)
ACTIVE = (*BUSY, Assignment.State.DONE)


def reviewers():
    """Everybody who may be asked for reviews today, with organisation, by name."""
    return people_in(Role.REVIEWER).select_related("organisation")


class Exclusions:
    """What keeps ``people`` from reviewing ``applications``. The same number of queries however many there are.

    ``due_on`` of its methods is when a review would be due: who is away then is left out too. ``note`` counts what is asked
    meanwhile.
    """

    def __init__(self, applications, people):
        self.applications, self.people = [one.pk for one in applications], [one.pk for one in people]
        self._read_people()
        self._read_applications()
        self._read_acts()

    def _read_people(self):
        self.able = set(people_in(Role.REVIEWER).filter(pk__in=self.people).values_list("pk", flat=True))
        found = models.ReviewerProfile.objects.filter(user__in=self.people)
        found = found.prefetch_related("themes", "countries", "employers")
        self.profiles = {profile.user_id: profile for profile in found}
        self.ties = defaultdict(list)
        for tie in (
            models.Tie.objects.standing().filter(reviewer__in=self.people).select_related("organisation", "person")
        ):
            self.ties[tie.reviewer_id].append(tie)
        busy = Assignment.objects.filter(reviewer__in=self.people, state__in=BUSY).order_by()
        self.loads = Counter(busy.values_list("reviewer", flat=True))

    def _read_applications(self):
        mine = {"application__in": self.applications}
        authors = set(Application.objects.filter(pk__in=self.applications).values_list("pk", "owner"))
        for model in (Member, FormerMember):
            authors |= set(model.objects.filter(**mine).values_list("application", "user"))
        people = User.objects.filter(pk__in={user for _key, user in authors}).exclude(organisation=None)
        belongs = dict(people.values_list("pk", "organisation"))
        self.authors, self.organisations, self.countries = defaultdict(set), defaultdict(set), defaultdict(dict)
        for key, user in authors:
            self.authors[key].add(user)
            if user in belongs:
                self.organisations[key].add(belongs[user])
        for row in Application.countries.through.objects.filter(**mine).select_related("country"):
            self.countries[row.application_id][row.country_id] = row.country.name

    def _read_acts(self):
        mine = {"application__in": self.applications}
        whole = Submission.objects.filter(**mine, clarification=None).values("application").order_by()
        rounds = dict(whole.annotate(last=Max("number")).values_list("application", "last"))
        self.asked, self.active = {}, Counter()  # (application, person) → state; application → number of its round
        found = Assignment.objects.filter(**mine).order_by("pk")
        for key, user, state, number in found.values_list("application", "reviewer", "state", "submission__number"):
            if number >= rounds.get(key, 1) or state == Assignment.State.CONFLICT:
                self.asked[key, user] = Assignment.State(state)
                self.active[key] += state in ACTIVE
        self.acts = defaultdict(list)
        for model, field, words in ACTS:
            for pair in model.objects.filter(**mine, **{f"{field}__in": self.people}).values_list("application", field):
                self.acts[pair].append(words)

    def capacity(self, person):
        """The most proposals that a person takes at a time."""
        profile = self.profiles.get(person.pk)
        return profile.capacity if profile else models.ReviewerProfile._meta.get_field("capacity").default

    def note(self, application, person):
        """Count a person as asked about a proposal."""
        self.asked[application.pk, person.pk] = Assignment.State.INVITED
        self.loads[person.pk] += 1

    def found(self, application, person, due_on=None):
        """{code: words} of all that keeps a person from reviewing a proposal, codes of ``LABELS``; {} where nothing does."""
        profile, key = self.profiles.get(person.pk), (application.pk, person.pk)
        found = {} if person.pk in self.able else {"ROLE": LABELS["ROLE"]}
        found |= self._conflicts(application, person, profile)
        if acts := self.acts.get(key):
            found["ACTED"] = ", ".join(map(str, acts))
        if key in self.asked:
            found["ASKED"] = _("asked already (%(state)s)") % {"state": self.asked[key].label}
        if until := self._away(profile, due_on):
            found["AWAY"] = until
        if self.loads[person.pk] >= self.capacity(person):
            facts = {"n": self.loads[person.pk], "most": self.capacity(person)}
            found["FULL"] = _("has %(n)s of at most %(most)s at hand") % facts
        return {code: str(words) for code, words in found.items()}

    def _conflicts(self, application, person, profile):
        authors, organisations = self.authors[application.pk], self.organisations[application.pk]
        if person.pk in authors:
            yield "TEAM", LABELS["TEAM"]
        own = {country.pk for country in profile.countries.all()} if profile else set()
        own.add(person.organisation.country_code if person.organisation else "")
        if names := [name for code, name in self.countries[application.pk].items() if code in own]:
            yield "COUNTRY", _("own country: %(names)s") % {"names": ", ".join(names)}
        employers = {one.pk: one.name for one in profile.employers.all()} if profile else {}
        if person.organisation:
            employers[person.organisation_id] = person.organisation.name
        if same := [name for pk, name in employers.items() if pk in organisations]:
            yield "ORGANISATION", _("own organisation or employer: %(names)s") % {"names": ", ".join(same)}
        ties = [tie for tie in self.ties[person.pk] if tie.organisation_id in organisations or tie.person_id in authors]
        if ties:
            yield "TIE", _("declared tie: %(names)s") % {"names": ", ".join(str(tie.to) for tie in ties)}

    def _away(self, profile, due_on):
        if profile is None or (profile.away_from is None and profile.away_until is None):
            return ""
        first, last = profile.away_from, profile.away_until
        days = (timezone.localdate(), due_on or timezone.localdate())
        if not any((first is None or first <= day) and (last is None or day <= last) for day in days):
            return ""
        return _("away until %(day)s") % {"day": date_format(last, "DATE_FORMAT")} if last else str(LABELS["AWAY"])

    def why(self, application, person, due_on=None):
        """The same in one line; "" for somebody who may be asked."""
        return "; ".join(self.found(application, person, due_on).values())

    def conflicts(self, application, person):
        """The codes of the conflicts alone, with their words."""
        return dict(self._conflicts(application, person, self.profiles.get(person.pk)))


def obstacles(applications, user):
    """{pk: why nobody can be asked about it now} for those of ``applications`` of which that is so. Three queries.

    The rule "reviews.assign" for many: ``user`` has it in general, and works on none of them.
    """
    keys = [one.pk for one in applications]
    own = set(Application.objects.worked_on_by(user).filter(pk__in=keys).values_list("pk", flat=True))
    may_ask = allows(user, "reviews.assign")
    screened = models.Screening.objects.filter(application__in=keys)
    passed = screened.filter(**dict.fromkeys(models.Screening.QUESTIONS, True)).annotate(at=F("submission__number"))
    whole = Submission.objects.filter(clarification=None, application__in=keys)
    rounds = dict(
        whole.order_by().values("application").annotate(last=Max("number")).values_list("application", "last")
    )
    ready = {key for key, number in passed.values_list("application", "at") if number >= rounds.get(key, 1)}
    found = {}
    for one in applications:
        if not may_ask or one.pk in own:
            found[one.pk] = _("You work on this proposal, or once did: a colleague must ask its reviewers.")
        elif one.state != State.FUND_REVIEW:
            found[one.pk] = _("This proposal is not with the Fund for review.")
        elif one.pk not in ready:
            found[one.pk] = _("Screen the proposal first; reviewers are asked when it passes.")
    return found
