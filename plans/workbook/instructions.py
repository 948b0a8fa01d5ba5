"""What the first sheet of a workbook says, as the language of the moment has it."""

from django.utils.translation import gettext as _


def heading():
    """The heading of the part in one language."""
    return _("How to use this workbook")


def lines():
    """The sentences, in their order."""
    return [
        _("Edit this workbook in Excel or LibreOffice and upload it on the page from which you downloaded it."),
        _("The upload shows every difference row by row. Nothing changes in the portal before you confirm."),
        _("White cells are yours. Grey cells are locked: the portal fills them in. Amounts and totals are computed."),
        _("A new row goes into the empty rows below the last one. To remove a row, empty all its white cells."),
        _("A new outcome gets a number such as 3, a new output one such as 1.4, a new activity one such as 1.4.1."),
        _("Indicators name the number of their result (0 is the objective), activities that of their output, "
          "operational budget lines that of their activity."),
        _("Write values, not formulas, and do not merge cells. Where a cell has a list, choose from it."),
        _("Milestones: month, colon, value, then a semicolon: 6: 40; 12: 120. Words stand in quotation marks: "
          "12: \"First referrals\"."),
        _("Targets of parts: 60 women are sex.women: 60. Several codes are separated by commas. "
          "The sheet of lists shows all codes."),
        _("Half-years: 1: 5000; 2: 2500. They add up to the amount of the line. Empty: the months of the activity decide."),
        _("Rows that somebody changed in the portal meanwhile are shown as conflicts; the upload leaves them as they are."),
    ]  # fmt: skip
