"""Which mailbox hears of an enquiry: pure, over rows that administrators keep."""


def route(mailboxes, *, topic, region_code="", language):
    """The mailbox in use that fits and says most: first by topic, then by region, then by language; else None.

    What a mailbox leaves empty fits everything; one that leaves all empty is the fallback. Of two that say the same the
    older one wins.
    """
    fitting = [
        one
        for one in mailboxes
        if one.is_used
        and one.topic in {"", topic}
        and one.region_code in {"", region_code}
        and (not one.languages or language in one.languages)
    ]
    return max(
        fitting, key=lambda one: (bool(one.topic), bool(one.region_code), bool(one.languages), -one.pk), default=None
    )
