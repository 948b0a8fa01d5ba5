"""What-ifs of a board: other weights, money and shares in the address, beside the record, which they never touch."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import requires

from .. import forms, selectors, services
from ..models import Board, Simulation
from ..ranking import compare
from ..standing import lines, parts, rounded
from .boards import KEEP, SEE, head


@require_safe
@requires(SEE, Board)
def what_if(request, board):
    """The form, and what would change."""
    return _show(request, board, request.GET)


@require_safe
@requires("reviews.view_what_if", Simulation, "key")
def kept(request, simulation):
    """A what-if that was kept, held against the record as it stands now."""
    parameters = QueryDict(mutable=True)
    parameters.update(simulation.parameters)
    return _show(request, simulation.board, parameters, kept=simulation)


def _show(request, board, parameters, kept=None):
    standing = selectors.standing(board, request.user)
    form = forms.WhatIfForm(parameters, standing=standing)
    context = {"form": form, "kept": kept, "simulations": board.simulations.select_related("saved_by")}
    if form.is_valid():
        context |= _outcome(standing, form)
    return render(request, "reviews/what_if.html", context | head(request, board, "what_if"))


def _outcome(standing, form):
    """What the what-if changes, in the reader's words; own proposals stay out of it."""
    selection = form.basis.selection
    found = compare(standing.selection, selection)
    shown = {line.application.reference: line for line in lines(standing, selection)}
    recorded = {line.application.reference: line for line in lines(standing)}
    seen = [reference for reference in shown if reference not in standing.own]
    moved = [(shown[reference], *found.moved[reference]) for reference in seen if reference in found.moved]
    return {
        "standing": standing,
        "selection": selection,
        "record": standing.selection,
        "parameters": form.parameters,
        "query": urlencode(form.parameters),
        "enters": [shown[reference] for reference in found.enters if reference in seen],
        "leaves": [(recorded[reference], shown[reference]) for reference in found.leaves if reference in seen],
        "moved": moved,
        "before": rounded(found.before),
        "after": rounded(found.after),
        "cost": rounded(found.cost),
        "parts": parts(selection, form.groups),
    }


@require_POST
@requires(KEEP, Board)
def keep(request, board):
    """Keep the what-if of the address under a name."""
    form = forms.WhatIfForm(request.GET, standing=selectors.standing(board, request.user))
    named = forms.KeepForm(request.POST)
    if (
        form.is_valid()
        and named.is_valid()
        and named.carry_out(services.keep_what_if, board, by=request.user, parameters=form.parameters)
    ):
        messages.success(request, _("The what-if is kept. Its address can be passed on."))
        return redirect("reviews:kept_what_if", key=named.result.key)
    for sentences in named.errors.values():
        messages.error(request, " ".join(sentences))
    return redirect(f"{reverse('reviews:what_if', kwargs={'pk': board.pk})}?{request.GET.urlencode()}")
