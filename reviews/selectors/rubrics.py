"""Which version of the rubric a proposal is held against."""

from ..models import Assignment, Rubric


def rubric_for(application):
    """The rubric of a proposal: that of its call's first assignment (without a call, of its own), else the one in force.

    So all proposals of a call are held against the same criteria. Raises Rubric.DoesNotExist when none was ever published.
    """
    same = {"application__call": application.call_id} if application.call_id else {"application": application}
    first = Assignment.objects.filter(**same).order_by("pk").values("rubric")[:1]
    return Rubric.objects.filter(pk__in=first).first() or Rubric.objects.in_force().get()
