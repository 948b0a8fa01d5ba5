"""Who may do what with an application. When it may be done is the workflow's business."""

import rules

from core.access import sees, widen

from .models import Application, EndorsementLetter, Member


@rules.predicate
def is_person(user):
    """Anybody with an account may start a proposal; eligibility is checked on the country, not on the person."""
    return user.is_authenticated


@rules.predicate
def is_owner(user, application):
    """The person who started it."""
    return application is not None and application.owner_id == user.pk


def has_right(*rights):
    """A predicate: a colleague who was invited with one of these rights."""

    @rules.predicate
    def holds(user, application):
        return application is not None and any(
            member.user_id == user.pk and member.right in rights for member in application.members.all()
        )

    return holds


writes = is_owner | has_right(Member.Right.EDIT, Member.Right.SUBMIT)
submits = is_owner | has_right(Member.Right.SUBMIT)
is_on_the_team = is_owner | has_right(*Member.Right.values)


@rules.predicate
def endorses_its_region(user, application):
    """An endorser of the Regional Office of the application's region, who did not write it."""
    return (
        application is not None
        and application.region_id in user.endorsing_regions
        and not is_on_the_team(user, application)
    )


@rules.predicate
def screens(user, application):
    """A Fund officer who did not write it."""
    return application is not None and user.has_capability("screen") and not is_on_the_team(user, application)


@rules.predicate
def is_of_the_fund(user, application):
    """Officers, approvers and auditors, unless they write it themselves."""
    return application is not None and user.has_capability("see_all") and not is_on_the_team(user, application)


@rules.predicate
def recommends(user, application):
    """An officer who may recommend, and did not write it."""
    return application is not None and user.has_capability("recommend") and not is_on_the_team(user, application)


@rules.predicate
def decides(user, application):
    """The approver, who did not write it."""
    return application is not None and user.has_capability("decide") and not is_on_the_team(user, application)


@rules.predicate
def holds_plan(user, version):
    """Whoever may write the application that holds the plan, while it is open."""
    holder = getattr(version.plan, "application", None) if version is not None else None
    return holder is not None and holder.is_editable and writes(user, holder)


rules.add_perm("applications.start", is_person)
rules.add_perm("applications.view", sees(Application))
rules.add_perm("applications.view_letter", sees(EndorsementLetter))
rules.add_perm("applications.read_all_answers", is_on_the_team | endorses_its_region | is_of_the_fund)
rules.add_perm("applications.view_internal", is_of_the_fund)
rules.add_perm("applications.edit", writes)
rules.add_perm("applications.see_team", is_on_the_team)
rules.add_perm("applications.manage_team", is_owner)
rules.add_perm("applications.submit", submits)
rules.add_perm("applications.withdraw", is_owner)
rules.add_perm("applications.endorse", endorses_its_region)
rules.add_perm("applications.screen", screens)
rules.add_perm("applications.recommend", recommends)
rules.add_perm("applications.decide", decides)
rules.add_perm("applications.return", endorses_its_region | screens)
widen("plans.edit", holds_plan)
