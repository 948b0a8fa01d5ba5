import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .roles import CAPABILITIES, Role


class Organisation(models.Model):
    """Who a person works for: a government body or an office of IOM."""

    class Kind(models.TextChoices):
        GOVERNMENT = "GOVERNMENT", _("Government body")
        MISSION = "MISSION", _("Permanent Mission")
        COUNTRY_OFFICE = "COUNTRY_OFFICE", _("IOM country office")
        REGIONAL_OFFICE = "REGIONAL_OFFICE", _("IOM Regional Office")
        HEADQUARTERS = "HEADQUARTERS", _("IOM Headquarters")
        OTHER = "OTHER", _("Other")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country_code = models.CharField(_("country"), max_length=2, blank=True)
    address = models.TextField(_("postal address"), blank=True, max_length=500)
    website = models.URLField(_("website"), blank=True, validators=[URLValidator(schemes=["https", "http"])])
    registration_number = models.CharField(
        _("registration number"),
        max_length=60,
        blank=True,
        help_text=_("Where the organisation is registered. Government bodies and offices of IOM have none."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), "country_code", name="organisation_once_per_country")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page where its people keep what the portal knows of it."""
        return reverse("accounts:organisation")

    @property
    def is_of_iom(self):
        """Whether it is an office of IOM."""
        return self.kind in {self.Kind.COUNTRY_OFFICE, self.Kind.REGIONAL_OFFICE, self.Kind.HEADQUARTERS}

    @property
    def is_of_a_government(self):
        """Whether it is a government's, its Permanent Mission included."""
        return self.kind in {self.Kind.GOVERNMENT, self.Kind.MISSION}


class UserManager(BaseUserManager):
    """People sign in by e-mail address; addresses are compared in lower case."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """Create a person; without a password they cannot sign in by password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create the technical administrator of the admin site. It opens no proposal, review or decision."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        """Find a person by address in any case."""
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from what is theirs and from their role grants."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language of messages"),
        max_length=2,
        choices=[("en", "English"), ("fr", "Français"), ("es", "Español")],
        default="en",
    )
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_lower_case")]

    def __str__(self):
        return self.name or self.email

    def set_password(self, raw_password):
        """Hash the composed form (NFC): the same password typed on another keyboard is the same password."""
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password):
        """Compare the composed form (NFC)."""
        return super().check_password(_composed(raw_password))

    @cached_property
    def current_grants(self):
        """Role grants in force today, read once for each request."""
        return list(self.role_grants.in_force())

    @cached_property
    def capabilities(self):
        """Names of all that the person's roles allow."""
        return frozenset().union(*(CAPABILITIES[grant.role] for grant in self.current_grants))

    def has_capability(self, name):
        """Whether any current role allows ``name``."""
        return self.is_active and name in self.capabilities

    @property
    def endorsing_regions(self):
        """Codes of the Fund's regions for which the person endorses."""
        return {grant.region_code for grant in self.current_grants if grant.role == Role.ENDORSER}


class RoleGrantQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Grants that hold on a day (default: today). The day a grant ends is the first on which it holds no longer."""
        return self.filter(RoleGrant.holds_on(on))


class RoleGrant(models.Model):
    """A role given to a person for a time; endorsers for one region."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region_code = models.CharField(_("region"), max_length=30, blank=True, help_text=_("Only for endorsers."))
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("ends on"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    @staticmethod
    def holds_on(on=None, *, prefix=""):
        """The condition that a grant is in force on a day (default: today); ``prefix`` leads to it from another model."""
        on, begins, ends = on or timezone.localdate(), f"{prefix}valid_from", f"{prefix}valid_to"
        return Q(**{f"{begins}__lte": on}) & (Q(**{ends: None}) | Q(**{f"{ends}__gt": on}))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="role_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.ENDORSER) & ~Q(region_code="")) | (~Q(role=Role.ENDORSER) & Q(region_code="")),
                name="only_endorsers_have_a_region",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")), name="nobody_grants_a_role_to_themselves"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.user}"

    def get_absolute_url(self):
        """The person's own page, which lists their roles."""
        return reverse("accounts:profile")


def _composed(password):
    return unicodedata.normalize("NFC", password) if password else password
