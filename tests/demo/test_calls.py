from accounts.services import ensure_demo_people
from core.models import AuditEvent
from demo.calls import ensure_calls
from funding.models import Call
from funding.selectors import calls_accepting


def test_the_regional_call_is_made_once_by_the_services(reference, settings):
    settings.DEMO = True
    ensure_demo_people()

    assert (ensure_calls(), ensure_calls()) == (1, 0)

    call = Call.objects.get(kind="REGIONAL")
    assert (call.title_en, call.state, call.days_left) == ("Demonstration: regional projects", "OPEN", 60)
    assert all(getattr(call, f"{field}_{code}") for field in ("title", "text") for code in ("en", "fr", "es"))
    assert list(calls_accepting(kind="REGIONAL", line=2, region="AFRICA")) == [call]
    actions = AuditEvent.objects.about(call).order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["call.drafted", "call.open", "call.announced"]
