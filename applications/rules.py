"""Who may do what with an application. When it may be done is the workflow's business."""

import rules

from core.access import sees, widen

from .models import Application, EndorsementLetter


@rules.predicate
def is_person(user):
    """Anybody with an account may start a proposal; eligibility is checked on the country, not on the person."""
    return user.is_authenticated


@rules.predicate
def is_owner(user, application):
    """The person who started it."""
    return application is not None and application.owner_id == user.pk


@rules.predicate
def endorses_its_region(user, application):
    """An endorser of the Regional Office of the application's region, who is not the applicant."""
    return (
        application is not None and application.region_id in user.endorsing_regions and application.owner_id != user.pk
    )


@rules.predicate
def screens(user, application):
    """A Fund officer who is not the applicant."""
    return application is not None and user.has_capability("screen") and application.owner_id != user.pk


@rules.predicate
def is_of_the_fund(user, application):
    """Officers, approvers and auditors, unless it is their own proposal."""
    return application is not None and user.has_capability("see_all") and application.owner_id != user.pk


@rules.predicate
def recommends(user, application):
    """An officer who may recommend, and is not the applicant."""
    return application is not None and user.has_capability("recommend") and application.owner_id != user.pk


@rules.predicate
def decides(user, application):
    """The approver, who is not the applicant."""
    return application is not None and user.has_capability("decide") and application.owner_id != user.pk


@rules.predicate
def holds_plan(user, version):
    """The owner of the application that holds the plan, while it is open."""
    holder = getattr(version.plan, "application", None) if version is not None else None
    return holder is not None and holder.is_editable and is_owner(user, holder)


rules.add_perm("applications.start", is_person)
rules.add_perm("applications.view", sees(Application))
rules.add_perm("applications.view_letter", sees(EndorsementLetter))
rules.add_perm("applications.view_internal", is_of_the_fund)
rules.add_perm("applications.edit", is_owner)
rules.add_perm("applications.submit", is_owner)
rules.add_perm("applications.withdraw", is_owner)
rules.add_perm("applications.endorse", endorses_its_region)
rules.add_perm("applications.screen", screens)
rules.add_perm("applications.recommend", recommends)
rules.add_perm("applications.decide", decides)
rules.add_perm("applications.return", endorses_its_region | screens)
widen("plans.edit", holds_plan)
