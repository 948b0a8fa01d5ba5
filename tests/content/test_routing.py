import pytest

from content.models import Mailbox
from content.routing import route

BOXES = [
    Mailbox(pk=1, address="all@example.org"),
    Mailbox(pk=2, address="giving@example.org", topic="GIVING"),
    Mailbox(pk=3, address="africa@example.org", region_code="AFRICA"),
    Mailbox(pk=4, address="french@example.org", languages=["fr"]),
    Mailbox(pk=5, address="applying-africa@example.org", topic="APPLYING", region_code="AFRICA"),
    Mailbox(pk=6, address="applying-africa-fr@example.org", topic="APPLYING", region_code="AFRICA", languages=["fr"]),
    Mailbox(pk=7, address="europe-es-fr@example.org", region_code="EUROPE", languages=["es", "fr"]),
    Mailbox(pk=8, address="retired@example.org", topic="PRESS", region_code="AFRICA", is_used=False),
    Mailbox(pk=9, address="second-giving@example.org", topic="GIVING"),
]


@pytest.mark.parametrize(
    ("topic", "region", "language", "name"),
    [
        ("OTHER", "", "en", "all"),
        ("OTHER", "GLOBAL", "es", "all"),
        ("OTHER", "", "fr", "french"),
        ("OTHER", "AFRICA", "en", "africa"),
        ("OTHER", "AFRICA", "fr", "africa"),
        ("GIVING", "", "en", "giving"),
        ("GIVING", "AFRICA", "fr", "giving"),
        ("APPLYING", "AFRICA", "en", "applying-africa"),
        ("APPLYING", "AFRICA", "fr", "applying-africa-fr"),
        ("APPLYING", "EUROPE", "en", "all"),
        ("APPLYING", "EUROPE", "es", "europe-es-fr"),
        ("APPLYING", "EUROPE", "fr", "europe-es-fr"),
        ("PRESS", "AFRICA", "en", "africa"),
        ("PRESS", "", "en", "all"),
    ],
)
def test_the_mailbox_that_says_most_wins(topic, region, language, name):
    found = route(BOXES, topic=topic, region_code=region, language=language)

    assert found.address == f"{name}@example.org"


def test_without_a_fallback_nobody_is_found():
    assert route(BOXES[1:2], topic="OTHER", language="en") is None
    assert route([], topic="GIVING", language="en") is None
