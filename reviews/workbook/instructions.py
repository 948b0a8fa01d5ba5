"""What the first sheet of the workbook says, as the language of the moment has it."""

from django.utils.translation import gettext as _


def heading():
    """The heading of the part in one language."""
    return _("How to use this workbook")


def lines():
    """The sentences, in their order."""
    return [
        _("Each proposal has a sheet of its own. Choose a mark from the list and write your comment beside it."),
        _("White cells are yours. Grey cells are locked: the portal fills them in."),
        _("The lowest and the highest mark need a comment."),
        _("Upload the workbook on the page from which you downloaded it. You see every difference and confirm before "
          "anything changes; handing in stays a step of its own, in the portal."),
        _("What you changed in the portal meanwhile is shown as a conflict, and the upload leaves it as it is."),
        _("Write values, not formulas. The workbook is confidential: do not pass it on."),
    ]  # fmt: skip
