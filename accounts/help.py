"""Which pages explain the screens of accounts (``core.help``)."""

from core.help import Help


def help_pages():
    """The account and the organisation of a person."""
    return [("accounts", Help("help", "account"))]
