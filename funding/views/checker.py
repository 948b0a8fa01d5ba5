"""The eligibility checker: one question a page, the answers in the address, nothing kept."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.navigation import address_of
from core.numbers import write_money

from ..forms.checker import BOTH, EXCLUSIONS, STEPS, CheckerForm
from ..models import Coverage, FundingLine
from ..selectors import rules_for
from ..selectors.calls import regional_windows
from ..selectors.checker import answers


@public
@require_safe
def checker(request):
    """What the checker does; the way into it and to the criteria."""
    return render(request, "funding/checker.html", {"first": reverse("funding:check", kwargs={"step": STEPS[0]})})


def _form(data, **kwargs):
    rules = rules_for(timezone.localdate().year, EXCLUSIONS)
    return CheckerForm(data, rules=rules, **kwargs)


def _answers(query):
    """The pairs of the address that are answers, in the order of the questions."""
    return [(step, value) for step in STEPS for value in query.getlist(step)]


def _address(name, pairs, **kwargs):
    return f"{reverse(name, kwargs=kwargs)}?{urlencode(pairs)}" if pairs else reverse(name, kwargs=kwargs)


@public
@require_safe
def check(request, step):
    """One question. Its form sends the answers given so far along, so that nothing has to be remembered."""
    if step not in STEPS:
        raise Http404
    number, given = STEPS.index(step), _answers(request.GET)
    form = _form(request.GET).only(step)
    if request.GET.get("asked") != step:
        form = _form(request.GET, initial={step: request.GET.getlist(step)}).only(step)
        form.is_bound = False
        form.initial = _initial(form, step, request.GET)
    elif form.is_valid():
        if step == STEPS[-1]:
            return redirect(_address("funding:check_result", given))
        return redirect(_address("funding:check", given, step=STEPS[number + 1]))
    context = {
        "form": form,
        "step": step,
        "number": number + 1,
        "total": len(STEPS),
        "carried": [(name, value) for name, value in given if name != step],
        "back": _address("funding:check", given, step=STEPS[number - 1]) if number else reverse("funding:checker"),
    }
    return render(request, "funding/check.html", context)


def _initial(form, step, query):
    values = query.getlist(step)
    several = getattr(form.fields[step].widget, "allow_multiple_selected", False)
    return {step: values if several else values[0]} if values else {}


@public
@require_safe
def check_result(request):
    """For each line: whether the project may be funded, each criterion with its source, and what could be done."""
    form = _form(request.GET)
    given = _answers(request.GET)
    if not form.is_valid():
        step = next(step for step in STEPS if step in form.errors)
        return redirect(
            _address("funding:check", [*given, *([("asked", step)] if step in request.GET else [])], step=step)
        )
    data = form.cleaned_data
    lines = FundingLine.objects.all() if data["line"] == BOTH else FundingLine.objects.filter(pk=data["line"])
    names = ("coverage", "countries", "theme", "amount", "excluded")
    found = answers(**{name: data[name] for name in names}, lines=lines, on=timezone.localdate())
    windows = _windows(data, lines)
    context = {
        "answers": [(answer, _start(answer, data), windows.get(answer.line.pk)) for answer in found],
        "given": [
            (form.fields[step].label, _shown(form, step), _address("funding:check", given, step=step)) for step in STEPS
        ],
        "may_start": data["who"] != "OTHER",
        "on": timezone.localdate(),
    }
    return render(request, "funding/check_result.html", context)


def _windows(data, lines):
    """Mapping line number → Window of its regional calls; empty for national projects, which are taken all year (C03)."""
    if data["coverage"] == Coverage.NATIONAL:
        return {}
    return regional_windows(lines, {country.region_id for country in data["countries"]})


def _shown(form, step):
    """An answer in words."""
    value, field = form.cleaned_data[step], form.fields[step]
    if step == "countries":
        return ", ".join(country.name for country in value)
    if step == "excluded":
        return ", ".join(str(EXCLUSIONS[code]) for code in value) or _("None of these")
    if step == "amount":
        return write_money(value) if value else _("Not known yet")
    if step == "theme":
        return value or field.empty_label
    return dict(field.choices).get(value, value)


def _start(answer, data):
    """The address that starts the application with these answers; "" where no application is possible."""
    base = address_of("applications:start")
    if not base or answer.verdict.is_eligible is False:
        return ""
    pairs = [("coverage", data["coverage"]), ("line", answer.line.pk)]
    pairs += [("country", country.code) for country in answer.counted]
    pairs += [("other_country", country.code) for country in answer.others]
    pairs += [("theme", data["theme"].pk)] if data["theme"] else []
    return f"{base}?{urlencode(pairs)}"
