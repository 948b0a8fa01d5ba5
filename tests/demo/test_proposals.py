"""The whole way of a proposal by the services alone: what each step leaves behind."""

from core.audit import verify
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail

STEPS = [
    "application.started", "application.cover_changed", "application.section_written", "application.letter_added",
    "application.submit", "application.endorse", "review.screened", "review.assigned", "review.declared", "review.scored",
    "application.recommend", "application.approve", "plan.approved", "project.awarded", "project.activate",
    "project.scheduled", "project.published", "project.member_named", "report.started",
    "report.section_written", "report.measured", "report.spent", "report.submit", "report.certify", "report.endorse",
    "report.accept",
]  # fmt: skip
TOLD = {
    "applicant": ["application.submitted", "application.endorsed", "application.screened", "decision.made",
                  "project.started", "project.published", "project.named", "report.to_certify"],
    "endorser": ["endorsement.requested", "report.submitted"],
    "officer": ["application.endorsed", "review.declared", "review.done", "decision.recorded", "decision.made",
                "publication.published", "report.endorsed"],
    "reviewer": ["review.requested"],
    "approver": ["decision.requested"],
    "project_manager": ["project.started", "project.published", "report.submitted", "report.endorsed",
                        "report.accepted"],
}  # fmt: skip


def test_each_step_leaves_an_audit_row_in_an_unbroken_chain(running_project):
    actions = AuditEvent.objects.values_list("action", flat=True)

    assert [step for step in STEPS if step not in set(actions)] == []
    assert verify().broken_at is None
    assert verify().rows == len(actions)


def test_each_step_tells_those_concerned_in_the_portal_and_by_mail(running_project, request):
    told = {
        name: list(dict.fromkeys(Notification.objects.filter(user__email=request.getfixturevalue(name).email)
                                 .order_by("pk").values_list("kind", flat=True)))
        for name in TOLD
    }  # fmt: skip

    assert told == TOLD
    assert OutboxMail.objects.count() == Notification.objects.count()
