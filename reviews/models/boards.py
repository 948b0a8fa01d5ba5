"""Ranking boards: which proposals compete for which money, who sits on the board, and what it moved."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.models.proposals import new_key
from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from funding.models import Call, FundingLine

from .rubrics import Rubric


class BoardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All boards, for the Fund's people: a ranking shows who reviewed and how."""
        return self if user.is_authenticated and user.has_capability("see_all") else self.none()


class Board(models.Model):
    """The ranking of the proposals of a line and funding year, or of one call, by one rubric.

    ``cut_off`` is the least weighted mean that is funded; ``None`` funds while money lasts.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("Open")
        CLOSED = "CLOSED", _("Closed")

    title = models.CharField(_("title"), max_length=150)
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="boards", verbose_name=_("funding line"))
    funding_year = models.PositiveSmallIntegerField(_("funding year"))
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, related_name="boards", verbose_name=_("call"),
        help_text=_("Empty: all proposals of the line and year."),
    )  # fmt: skip
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="boards", verbose_name=_("rubric"))
    cut_off = models.DecimalField(
        _("least score"), max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    meets_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    agenda = models.TextField(_("agenda"), blank=True, max_length=8000)
    minutes = models.TextField(_("minutes"), blank=True, max_length=20000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    sealed = models.JSONField(
        _("what was ranked"), null=True, editable=False,
        help_text=_("Marks, amounts, weights, money and moves as they stood when the board was closed."),
    )  # fmt: skip
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking board")
        verbose_name_plural = _("ranking boards")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "funding_year"],
                condition=Q(state="OPEN", call=None),
                name="one_open_board_a_year",
                violation_error_message=_("A board for this line and year is open already."),
            ),
            models.UniqueConstraint(
                fields=["call", "line"],
                condition=Q(state="OPEN"),
                name="one_open_board_a_call",
                violation_error_message=_("A board for this call and line is open already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The board."""
        return reverse("reviews:board", kwargs={"pk": self.pk})

    @property
    def is_open(self):
        """Whether it may still be changed."""
        return self.state == self.State.OPEN

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return "info" if self.is_open else "neutral"


class BoardMember(models.Model):
    """Somebody who sits on a board."""

    class Part(models.TextChoices):
        CHAIR = "CHAIR", _("Chair")
        MEMBER = "MEMBER", _("Member")
        SECRETARY = "SECRETARY", _("Secretary")

    board = models.ForeignKey(Board, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.MEMBER)
    was_present = models.BooleanField(_("present"), default=False)

    class Meta:
        verbose_name = _("member of a board")
        verbose_name_plural = _("members of boards")
        ordering = ["board", "part", "pk"]
        constraints = [models.UniqueConstraint(fields=["board", "user"], name="one_seat_a_person")]

    def __str__(self):
        return f"{self.board}: {self.user}"


class Move(models.Model):
    """A proposal taken to another place of the ranking by hand, with its reason. Never changes; the last one counts.

    ``place`` is None where an earlier move is taken back: the proposal stands at its place by score again.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="moves")
    application = models.ForeignKey(Application, models.PROTECT, related_name="moves")
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True, validators=[MinValueValidator(1)])
    reason = models.TextField(_("reason"), max_length=1000)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("move in a ranking")
        verbose_name_plural = _("moves in a ranking")
        ordering = ["board", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason")]

    def __str__(self):
        return f"{self.application}: {self.place}"


class SimulationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the boards that a person sees."""
        return self.filter(board__in=Board.objects.visible_to(user))


class Simulation(models.Model):
    """A what-if of a board that was kept: other weights, cut-off or shares. It never touches the ranking itself."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="simulations")
    name = models.CharField(_("name"), max_length=100)
    parameters = models.JSONField(_("what is different"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("kept"), auto_now_add=True)

    objects = SimulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("what-if")
        verbose_name_plural = _("what-ifs")
        ordering = ["-saved_at"]

    def __str__(self):
        return self.name


class ShareFloor(models.Model):
    """The least part of a board's money that goes to a region or a group of countries (C02), in percent."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="floors")
    group = models.CharField(_("region or group"), max_length=30, help_text=_("Code of a region, or LDC, LLDC, SIDS."))
    percent = models.DecimalField(
        _("least share (%)"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )  # fmt: skip

    class Meta:
        verbose_name = _("least share")
        verbose_name_plural = _("least shares")
        ordering = ["board", "group"]
        constraints = [models.UniqueConstraint(fields=["board", "group"], name="one_floor_a_group")]

    def __str__(self):
        return f"{self.group}: {self.percent}"


forbid_changes(Board, when="{row}.state = 'CLOSED'", name="closed")
forbid_changes(Move)
forbid_changes(Simulation, (UPDATE,))
IS_CLOSED = "(SELECT state FROM reviews_board WHERE id = {row}.board_id) = 'CLOSED'"
forbid_changes(Move, (INSERT,), when=IS_CLOSED, name="closed")
forbid_changes(BoardMember, (INSERT, UPDATE, DELETE), when=IS_CLOSED, name="closed")
forbid_changes(ShareFloor, (INSERT, UPDATE, DELETE), when=IS_CLOSED, name="closed")
forbid_changes(Simulation, (INSERT,), when=IS_CLOSED, name="closed")
