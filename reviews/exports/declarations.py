"""The report on conflicts of interest as a table, in the reader's language."""

from django.utils.translation import gettext as _

from ..selectors.hints import LABELS


def table(declarations):
    """The header, then a row for each declaration."""
    yield [
        _("Declared"), _("Proposal"), _("Call"), _("Funding year"), _("Reviewer"), _("Organisation"), _("Declaration"),
        _("Conflict of interest"), _("Hints shown"), _("Declared by"),
    ]  # fmt: skip
    for one in declarations:
        application, reviewer = one.assignment.application, one.assignment.reviewer
        yield [
            one.declared_at, application.reference, str(application.call or ""), application.funding_year, str(reviewer),
            str(reviewer.organisation or ""), one.get_kind_display(), one.text, words_of(one), str(one.declared_by),
        ]  # fmt: skip


def words_of(declaration):
    """The hints of a declaration in words."""
    return ", ".join(str(LABELS.get(code, code)) for code in declaration.hints)
