from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import INSERT, UPDATE, forbid_changes

from .rounds import Round
from .rubrics import Rubric


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reviewer's own assignments; for the Fund's people all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_capability("assign"):
            return self
        return self.filter(reviewer=user)

    def opened(self):
        """Those whose reviewer has declared no conflict: only they may read the proposal."""
        return self.filter(state__in=[Assignment.State.OPEN, Assignment.State.DONE])

    def readable(self):
        """Those opened whose review round lets reviewers read now; the twin of ``selectors.round_now(…).may_read``."""
        return self.opened().annotate(may_read_now=_now("may_read")).filter(may_read_now=True)

    def readable_with_team(self):
        """Those readable whose round shows the applicant's people: without it the text stands beside the score sheet alone."""
        return self.readable().annotate(sees_team_now=_now("sees_team")).filter(sees_team_now=True)


def _now(flag):
    """A flag of the round that is on for an assignment's proposal, as an SQL expression."""
    call, on = OuterRef("application__call"), Round.objects.on()
    return Coalesce(
        Subquery(on.filter(call=call).values(flag)[:1]),
        Case(When(Exists(Round.objects.filter(call=call)), then=False)),
        Subquery(on.filter(call=None).values(flag)[:1]),
        Case(When(Exists(Round.objects.filter(call=None)), then=False)),
        True,
        output_field=models.BooleanField(),
    )


class Assignment(models.Model):
    """A reviewer asked to assess a proposal. The text opens only after a declaration of no conflict.

    The database refuses reviewers of the proposal's team, countries and organisations, and those with a declared tie.
    """

    class Source(models.TextChoices):
        """How the reviewer was chosen."""

        BY_HAND = "BY_HAND", _("by hand")
        LIST = "LIST", _("from a list")
        BALANCED = "BALANCED", _("by balance")

    class State(models.TextChoices):
        INVITED = "INVITED", _("Declaration awaited")
        OPEN = "OPEN", _("To score")
        DONE = "DONE", _("Scored")
        CONFLICT = "CONFLICT", _("Conflict declared")
        DECLINED = "DECLINED", _("Declined")
        CANCELLED = "CANCELLED", _("Cancelled")

    TONES = {
        State.INVITED: "warning",
        State.OPEN: "info",
        State.DONE: "success",
        State.CONFLICT: "danger",
        State.DECLINED: "neutral",
        State.CANCELLED: "neutral",
    }

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("reviewer")
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    conflict = models.TextField(_("conflict of interest"), blank=True)
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="assignments", verbose_name=_("rubric"))
    source = models.CharField(_("chosen"), max_length=10, choices=Source, default=Source.BY_HAND)
    choice_reason = models.TextField(_("why this reviewer"), blank=True, max_length=1000)
    declined_reason = models.TextField(_("why declined"), blank=True, max_length=1000)
    private_note = models.TextField(
        _("private note"), blank=True, max_length=8000, help_text=_("Only you read it; it is deleted after the round.")
    )
    summary = models.TextField(
        _("overall judgement"), blank=True, max_length=4000, help_text=_("While it is written; reviews keep their own.")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "reviewer"], name="one_assignment_a_reviewer"),
            models.CheckConstraint(
                condition=~Q(state__in=["OPEN", "DONE", "CONFLICT"]) | Q(declared_at__isnull=False),
                name="declared_before_opened",
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("assigned_by")), name="nobody_assigns_themselves"),
        ]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """The reviewer's page."""
        return reverse("reviews:assignment", kwargs={"pk": self.pk})

    @property
    def is_closed(self):
        """Whether its reviewer has nothing more to see."""
        return self.state in {self.State.CONFLICT, self.State.DECLINED, self.State.CANCELLED}

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]


AUTHORS = """(
    SELECT owner_id AS user_id FROM applications_application WHERE id = {row}.application_id
    UNION SELECT user_id FROM applications_member WHERE application_id = {row}.application_id
    UNION SELECT user_id FROM applications_formermember WHERE application_id = {row}.application_id
)"""
COUNTRIES = "(SELECT country_id FROM applications_application_countries WHERE application_id = {row}.application_id)"
ORGANISATIONS = "(SELECT organisation_id FROM accounts_user WHERE id IN {authors} AND organisation_id IS NOT NULL)"
PARTS = {"authors": AUTHORS, "countries": COUNTRIES, "organisations": ORGANISATIONS.replace("{authors}", AUTHORS)}
EXCLUDED = {
    "team": "EXISTS (SELECT 1 FROM {authors} a WHERE a.user_id = {row}.reviewer_id)",
    "country": """EXISTS (
        SELECT 1 FROM reviews_reviewerprofile p JOIN reviews_reviewerprofile_countries c ON c.reviewerprofile_id = p.id
        WHERE p.user_id = {row}.reviewer_id AND c.country_id IN {countries}
    ) OR EXISTS (
        SELECT 1 FROM accounts_user u JOIN accounts_organisation o ON o.id = u.organisation_id
        WHERE u.id = {row}.reviewer_id AND o.country_code IN {countries}
    )""",
    "organisation": """EXISTS (
        SELECT 1 FROM accounts_user u WHERE u.id = {row}.reviewer_id AND u.organisation_id IN {organisations}
    ) OR EXISTS (
        SELECT 1 FROM reviews_reviewerprofile p JOIN reviews_reviewerprofile_employers e ON e.reviewerprofile_id = p.id
        WHERE p.user_id = {row}.reviewer_id AND e.organisation_id IN {organisations}
    )""",
    "tie": """EXISTS (
        SELECT 1 FROM reviews_tie t WHERE t.reviewer_id = {row}.reviewer_id AND t.ended_at IS NULL
        AND (t.organisation_id IN {organisations} OR t.person_id IN {authors})
    )""",
}
for _name, _condition in EXCLUDED.items():
    for _part, _sql in PARTS.items():
        _condition = _condition.replace(f"{{{_part}}}", _sql)
    forbid_changes(Assignment, (INSERT,), when=_condition, name=_name)
forbid_changes(
    Assignment,
    (UPDATE,),
    when="NEW.reviewer_id <> {row}.reviewer_id OR NEW.application_id <> {row}.application_id",
    name="same_reviewer",
)
