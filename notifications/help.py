"""Which pages explain the to-do list and the messages (``core.help``)."""

from core.help import Help

MESSAGES = Help("help", "messages")


def help_pages():
    """The to-do list, and what the portal told a person."""
    messages = ("notifications", "notification", "mailbox", "mail")
    return [("workspace", Help("help", "to-do")), *((f"workspace:{name}", MESSAGES) for name in messages)]
