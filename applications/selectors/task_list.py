"""The task list of a draft: each part with its page, how far it is, who writes it, what is said about it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..sections import SECTIONS
from .parts import work_on
from .texts import in_words, limits_in


def task_list(application, ready, user):
    """Rows for ``components/task_list.html`` as ``user`` reads them; ``ready``: the Readiness of the draft.

    One query besides what ``ready`` has read.
    """
    work = work_on(application, ready.tree.version, besides=user)
    key, version, tree = {"key": application.key}, {"pk": ready.tree.version.pk}, ready.tree
    people = application.contact_name or application.focal_point_name or "contacts" in work.begun
    is_planned = any(output.has_activities for output in tree.outputs)
    rows = [
        _row(_("Cover"), "applications:cover", key, ["cover", "countries"], application.theme_id),
        _row(_("Contacts and partners"), "applications:contacts", key, ["contacts"], people, is_needed=False),
        *_sections(application, ready, work.here),
        _row(_("Results and activities"), "plans:results", version, ["results"], tree.objective.statement),
        _row(_("Work plan"), "plans:workplan", version, ["workplan"], is_planned, is_needed=False),
        _row(_("Budget"), "plans:budget", version, ["budget"], tree.lines),
        _row(
            _("Risks and cross-cutting concerns"), "plans:risks", version, ["risks"], "risks" in work.begun,
            is_needed=False,
        ),
        _row(_("Letters"), "applications:letters", key, ["letters"], ready.facts.letters),
        _row(_("Documents"), "applications:documents", key, ["documents"], "documents" in work.begun, is_needed=False),
        *_questions(application, ready, work.here),
    ]  # fmt: skip
    return [_finished(row, ready, work.notes) for row in rows]


def _row(title, page, place, targets, is_begun, *, detail="", is_needed=True):
    return {
        "title": title, "url": reverse(page, kwargs=place), "detail": detail,
        "targets": targets, "is_begun": is_begun, "is_needed": is_needed,
    }  # fmt: skip


def _sections(application, ready, here):
    limits = limits_in(ready.rulebook)
    for name, kind in SECTIONS.items():
        used = _("%(used)s of %(limit)s words") if name in limits else _("%(used)s words")
        used %= {"used": ready.words[name], "limit": limits.get(name)}
        detail = f"{used} · {in_words(here[name])}" if name in here else used
        place = {"key": application.key, "section": name}
        yield _row(
            kind.title, "applications:section", place, [name], ready.words[name], detail=detail,
            is_needed=kind.is_required,
        )  # fmt: skip


def _questions(application, ready, here):
    if asked := ready.questions.shown:
        detail = _("%(n)d of %(all)d answered") % {"n": ready.questions.answered, "all": len(asked)}
        detail = f"{detail} · {in_words(here['questions'])}" if "questions" in here else detail
        place, title = {"key": application.key}, _("Questions of the call")
        yield _row(title, "applications:questions", place, ["questions"], ready.questions.answered, detail=detail)


def _finished(row, ready, notes):
    """The row with the words and the tone of its state, and with what colleagues noted."""
    if ready.broken(*row["targets"]) and (row["is_begun"] or not row["is_needed"]):
        tone, status = "warning", _("Needs attention")
    elif row["is_begun"]:
        tone, status = "success", _("Complete")
    else:
        tone, status = "neutral", _("Not started") if row["is_needed"] else _("Optional")
    detail = " · ".join(text for text in (row["detail"], notes.get(row["targets"][0])) if text)
    return row | {"tone": tone, "status": status, "detail": detail}
