"""Pages with many rows in one form: what is right is saved, what is wrong stays with its words, and scripts are answered."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import unsent
from accounts.middleware import AUTOSAVE
from core.errors import StateConflict
from core.forms import posted


@dataclass(frozen=True)
class RowsPage:
    """A page of rows: its ``template``; ``frame``: template of the part of a row that follows from what is saved."""

    template: str
    frame: str = ""


def edit_rows(request, report, page, make_forms, save, **context):
    """Show and save the rows of a page.

    ``make_forms(data)`` makes the RowForms anew; ``save(form)`` carries out the service of one and says whether it is done.
    A script saves at the same address as the button (``static/js/autosave.js``).
    """
    typed = unsent.typed(request) if request.method == "GET" else None
    forms = make_forms(posted(request) or typed)
    context |= {"report": report, "seal": unsent.seal(request), "was_signed_out": typed}
    if request.method != "POST":
        return render(request, page.template, {"forms": forms, **context})
    by_script = AUTOSAVE in request.headers
    kept = {form.prefix for form in forms if _keep(form, save, report, by_script=by_script)}
    wrong = [form for form in forms if form.errors]
    if by_script:
        return JsonResponse(_answer(request, page, forms, make_forms, kept))
    if not wrong:
        unsent.forget(request)
        messages.success(request, _("Saved."))
        return redirect(report if "return" in request.POST else request.path)
    fresh = {form.prefix: form for form in make_forms(None)}
    for form in wrong:
        if form.is_stale:
            form.show_meanwhile(fresh[form.prefix])
    forms = [form if form.errors else fresh[form.prefix] for form in forms]
    context |= {"forms": forms, "wrong": wrong, "kept": len(kept)}
    return render(request, page.template, context)


def _keep(form, save, report, *, by_script):
    """Save one row if it is right and the person changed it; the button also keeps what was offered. Whether it was saved."""
    if not form.is_valid():
        return False
    is_offered = not form.revision and not by_script and form.says_something()
    if not (form.is_touched() or is_offered):
        return False
    return form.attempt(_noting_conflicts, form, save, report)


def _noting_conflicts(form, save, report):
    try:
        return save(form)
    except StateConflict:
        form.is_stale = report.is_editable
        raise


def _answer(request, page, forms, make_forms, kept):
    """What a page's script needs to know. Only rows that were saved get a new stamp: the page still shows others' old ones."""
    fresh = {form.prefix: form for form in make_forms(None)}
    sentences = [f"{form.title}: {sentence}" for form in forms for sentence in _sentences(form)]
    answer = {
        "state": "refused" if sentences else "saved",
        "sentences": sentences,
        "hidden": {fresh[prefix].add_prefix("stamp"): fresh[prefix].stamp_of() for prefix in kept},
        "left": request.session.get_expiry_age(),
    }
    if page.frame:
        answer["frames"] = {
            f"figures-{prefix}": render_to_string(page.frame, {"form": fresh[prefix]}, request=request)
            for prefix in kept
        }
    return answer


def _sentences(form):
    if form.is_stale:
        return [_("a colleague saved it meanwhile. Press “Save” to see both.")]
    return [sentence for errors in form.errors.values() for sentence in errors]
