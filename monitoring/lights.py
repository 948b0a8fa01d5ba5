"""The lights in words, each with its tone and icon, so that colour never speaks alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Light(models.TextChoices):
    """How an indicator stands against what is due (design 2.3)."""

    NOT_DUE = "NOT_DUE", pgettext_lazy("light", "Not due")
    NO_DATA = "NO_DATA", pgettext_lazy("light", "No data")
    REACHED = "REACHED", pgettext_lazy("light", "Reached")
    ON_TRACK = "ON_TRACK", pgettext_lazy("light", "On track")
    BEHIND = "BEHIND", pgettext_lazy("light", "Behind")
    OFF_TRACK = "OFF_TRACK", pgettext_lazy("light", "Off track")

    @property
    def tone(self):
        """Colour family."""
        return TONES[self]

    @property
    def icon(self):
        """Name in the sprite; no two lights share a shape."""
        return ICONS[self]


class MoneyLight(models.TextChoices):
    """How spending stands against the plan (design 3.2)."""

    GREEN = "GREEN", pgettext_lazy("money light", "As planned")
    AMBER = "AMBER", pgettext_lazy("money light", "Differs from the plan")
    RED = "RED", pgettext_lazy("money light", "Far from the plan")

    @property
    def tone(self):
        """Colour family."""
        return {"GREEN": "success", "AMBER": "warning", "RED": "danger"}[self]

    @property
    def icon(self):
        """Name in the sprite."""
        return {"GREEN": "check-circle-fill", "AMBER": "exclamation-triangle-fill", "RED": "x-circle-fill"}[self]


TONES = {
    Light.NOT_DUE: "neutral", Light.NO_DATA: "neutral", Light.REACHED: "info", Light.ON_TRACK: "success",
    Light.BEHIND: "warning", Light.OFF_TRACK: "danger",
}  # fmt: skip
ICONS = {
    Light.NOT_DUE: "dash-circle", Light.NO_DATA: "question-circle", Light.REACHED: "trophy",
    Light.ON_TRACK: "check-circle-fill", Light.BEHIND: "exclamation-triangle-fill", Light.OFF_TRACK: "x-circle-fill",
}  # fmt: skip
REMARKS = {
    "BELOW_BASELINE": _("below baseline"),
    "CHECK_TARGET": _("far above target – check the target"),
}
