"""Who may do what with an application. When it may be done is the workflow's business."""

import rules

from core.access import sees, widen

from .models import Application, ConceptNote, DocumentVersion, EndorsementLetter, Member


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
def was_on_the_team(user, application):
    """Somebody who left, or was removed: what they wrote is still in it."""
    return application is not None and any(row.user_id == user.pk for row in application.former_members.all())


has_worked_on_it = is_on_the_team | was_on_the_team


@rules.predicate
def endorses_its_region(user, application):
    """An endorser of the Regional Office of the application's region, who did not write it."""
    return (
        application is not None
        and application.region_id in user.endorsing_regions
        and not has_worked_on_it(user, application)
    )


@rules.predicate
def screens(user, application):
    """A Fund officer who did not write it."""
    return application is not None and user.has_capability("screen") and not has_worked_on_it(user, application)


@rules.predicate
def is_of_the_fund(user, application):
    """Officers, approvers and auditors, unless they write it themselves."""
    return application is not None and user.has_capability("see_all") and not has_worked_on_it(user, application)


@rules.predicate
def recommends(user, application):
    """An officer who may recommend, and did not write it."""
    return application is not None and user.has_capability("recommend") and not has_worked_on_it(user, application)


@rules.predicate
def decides(user, application):
    """The approver, who did not write it."""
    return application is not None and user.has_capability("decide") and not has_worked_on_it(user, application)


@rules.predicate
def is_invited(user, invitation):
    """The person whose confirmed address it went to."""
    return user.is_authenticated and invitation is not None and invitation.email == user.email


@rules.predicate
def wrote_it_lately(user, comment):
    """Its author, for a quarter of an hour, while on the team."""
    return (
        comment is not None
        and comment.author_id == user.pk
        and comment.is_recent
        and is_on_the_team(user, comment.thread.application)
    )


@rules.predicate
def is_author(user, note):
    """The person who writes the concept note."""
    return note is not None and note.author_id == user.pk


@rules.predicate
def reads_concepts(user):
    """Regional Offices and the Fund's people."""
    return bool(user.endorsing_regions) or user.has_capability("see_all")


@rules.predicate
def answers_concept(user, note):
    """An endorser of the note's region or a Fund officer (P02, P03), who did not write it."""
    if note is None or is_author(user, note):
        return False
    return note.region_id in user.endorsing_regions or user.has_capability("screen")


@rules.predicate
def is_submitted(user, application):
    """There is somebody at the Fund to speak with."""
    return application is not None and application.reference is not None


@rules.predicate
def holds_plan(user, version):
    """Whoever may write the application that holds the plan, while it is open or questions name it."""
    holder = getattr(version.plan, "application", None) if version is not None else None
    return holder is not None and holder.is_open("plan") and writes(user, holder)


rules.add_perm("applications.start", is_person)
rules.add_perm("applications.view", sees(Application))
rules.add_perm("applications.view_letter", sees(EndorsementLetter))
rules.add_perm("applications.view_document", sees(DocumentVersion))
rules.add_perm("applications.see_later_letters", is_on_the_team | endorses_its_region | is_of_the_fund)
rules.add_perm("applications.read_all_answers", is_on_the_team | endorses_its_region | is_of_the_fund)
rules.add_perm("applications.view_internal", is_of_the_fund)
rules.add_perm("applications.edit", writes)
rules.add_perm("applications.see_team", is_on_the_team)
rules.add_perm("applications.leave_team", is_on_the_team & ~is_owner)
rules.add_perm("applications.comment", is_on_the_team)
rules.add_perm("applications.change_comment", wrote_it_lately)
rules.add_perm("applications.answer_invitation", is_invited)
rules.add_perm("applications.manage_team", is_owner)
rules.add_perm("applications.submit", submits)
rules.add_perm("applications.withdraw", is_owner)
rules.add_perm("applications.endorse", endorses_its_region)
rules.add_perm("applications.screen", screens)
rules.add_perm("applications.recommend", recommends)
rules.add_perm("applications.decide", decides)
rules.add_perm("applications.release", recommends | decides)
rules.add_perm("applications.return", endorses_its_region | screens)
rules.add_perm("applications.copy", is_on_the_team)
rules.add_perm("applications.view_concept", sees(ConceptNote))
rules.add_perm("applications.list_concepts", reads_concepts)
rules.add_perm("applications.write_concept", is_author)
rules.add_perm("applications.answer_concept", answers_concept)
rules.add_perm("applications.clarify", endorses_its_region | screens)
rules.add_perm("applications.message", is_submitted & (is_on_the_team | endorses_its_region | screens))
rules.add_perm("applications.read_messages", is_submitted & (is_on_the_team | endorses_its_region | is_of_the_fund))
widen("plans.edit", holds_plan)
