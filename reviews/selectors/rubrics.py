"""Which version of the rubric a proposal is held against."""

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Assignment, Rubric

LEAST_MARKS = 2


def rubric_for(application):
    """The rubric of a proposal: that of its call's first assignment (without a call, of its own), else the one in force.

    So all proposals of a call are held against the same criteria. Raises Rubric.DoesNotExist when none was ever published.
    """
    same = {"application__call": application.call_id} if application.call_id else {"application": application}
    first = Assignment.objects.filter(**same).order_by("pk").values("rubric")[:1]
    return Rubric.objects.filter(pk__in=first).first() or Rubric.objects.in_force().get()


def problems(rubric):
    """What keeps a version from being published, as sentences: gaps of the scale, words that are missing, no weight."""
    steps, criteria = list(rubric.steps.order_by("mark")), list(rubric.criteria.all())
    if len(steps) < LEAST_MARKS or [step.mark for step in steps] != list(range(1, len(steps) + 1)):
        found = [_("The scale needs at least two marks that follow each other without a gap, from 1 on.")]
    else:
        found = []
    found += [
        _("Mark %(mark)s: its name is missing in %(languages)s.") % {"mark": step.mark, "languages": missing}
        for step in steps
        if (missing := _missing(step, "name"))
    ]
    if not any(criterion.weight > 0 for criterion in criteria):
        found.append(_("At least one criterion needs a weight above 0."))
    for criterion in criteria:
        for field in ("name", "guidance"):
            if missing := _missing(criterion, field):
                facts = {"code": criterion.code, "languages": missing}
                words = {
                    "name": _("%(code)s: the criterion is not named in %(languages)s."),
                    "guidance": _("%(code)s: the guidance is missing in %(languages)s."),
                }
                found.append(words[field] % facts)
    return found


def _missing(row, field):
    """The names of the languages in which a field has no words."""
    return ", ".join(
        str(name) for code, name in settings.LANGUAGES if not (getattr(row, f"{field}_{code}") or "").strip()
    )
