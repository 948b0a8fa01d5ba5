"""A decision that is not made known changes nothing for anybody outside the Fund: not a byte of any page, file or mail."""

import io
import re
import zipfile

import pytest
from django.utils import timezone

from core import audit
from notifications.models import Notification, OutboxMail
from reviews import services

pytestmark = pytest.mark.once
OUTSIDE = ["applicant", "colleague", "endorser", "reviewer", "reviewer2", "stranger", "project_manager"]
LINK = re.compile(rb'href="(/[^"#]*)"')
SECRETS = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*"|form_key" value="[^"]*"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f-]{17}'
)
LEFT_OUT = ("/logout", "/demo", "/projects/", "/static/")
MOST = 60


def told_by(body):
    """What a body says, without tokens and the number of the request; of an office file its parts without the time."""
    if not body.startswith(b"PK"):
        return SECRETS.sub(b"", body)
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


def crawl(client, starts):
    """{address: (status, kind of content, body)} of what a person can reach from ``starts``."""
    found, waiting = {}, list(starts)
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = (answer.status_code, answer.headers.get("Content-Type"), told_by(body))
        if "html" in (answer.headers.get("Content-Type") or ""):
            links = [link.decode().replace("&amp;", "&") for link in LINK.findall(body)]
            waiting += [
                link for link in links if link.startswith("/en/workspace/") and not any(x in link for x in LEFT_OUT)
            ]
    return found


def test_nobody_outside_the_fund_notices_a_decision(
    application_in, client_for, request, approver, officer, time_machine
):
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)
    time_machine.move_to(timezone.now(), tick=False)
    key, clients = application.key, {name: client_for(request.getfixturevalue(name)) for name in OUTSIDE}
    starts = [
        "/en/workspace/",
        f"/en/workspace/applications/{key}/",
        f"/en/workspace/applications/{key}/withdraw/",
        f"/en/workspace/reviews/{key}/decide/",
        f"/en/workspace/reviews/{key}/memo.pdf",
        f"/en/workspace/reviews/{key}/decisions/1.pdf",
        f"/en/workspace/reviews/{key}/decisions/1.json",
        "/en/workspace/reviews/releases/",
        "/en/workspace/reviews/reserve/",
        "/en/",
        "/en/calls/",
    ]
    before = {name: crawl(client, starts) for name, client in clients.items()}
    told = list(Notification.objects.exclude(user__in=[officer, approver]).values()), OutboxMail.objects.count()

    decision = services.decide(application, by=approver, outcome="APPROVE")
    services.prepare_release([decision], by=officer)
    after = {name: crawl(client, starts) for name, client in clients.items()}

    for name in OUTSIDE:
        differing = [address for address, answer in before[name].items() if after[name].get(address) != answer]
        assert (name, differing, len(after[name])) == (name, [], len(before[name]))
    assert sum(len(pages) for pages in before.values()) > 100
    assert list(Notification.objects.exclude(user__in=[officer, approver]).values()) == told[0]
    assert OutboxMail.objects.count() == told[1] + 1  # to the officer
    read = client_for(officer).get(f"/en/workspace/applications/{key}/").content
    assert b"Decided, not made known yet" in read  # there was something to notice


def test_the_comparison_notices_a_leak(application_in, client_for, applicant, approver, monkeypatch, time_machine):
    """The control: one action of the trail that is not kept inside shows on the page of the proposal."""
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)
    time_machine.move_to(timezone.now(), tick=False)
    client, page = client_for(applicant), application.get_absolute_url()
    monkeypatch.setattr(audit, "_internal", audit._internal - {"decision.recorded"})
    before = told_by(client.get(page).content)

    services.decide(application, by=approver, outcome="APPROVE")

    assert told_by(client.get(page).content) != before
