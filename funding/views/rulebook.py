"""The rulebook in the workspace: all sets, what a draft changes, and its publication."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, requires
from core.forms import posted

from .. import selectors, services
from ..forms import PublishForm
from ..models import Rule, RuleCase, RuleSet


@requires("funding.see_rulebook")
def rulebook(request):
    """All rule sets, with the years for which they hold."""
    sets = RuleSet.objects.visible_to(request.user).select_related("published_by")
    page = Paginator(sets, 25).get_page(request.GET.get("page"))
    years = selectors.years_of(page.object_list)
    rows = [(rule_set, years[rule_set.pk]) for rule_set in page.object_list]
    return render(request, "funding/rulebook.html", {"page": page, "rows": rows})


@requires("funding.see_rulebook", RuleSet)
def rule_set(request, rule_set):
    """What a set says otherwise, whether its worked cases come out, and what its publication would do to drafts."""
    context = _review_of(rule_set, request.user) | {
        "differences": selectors.differences(rule_set),
        "replaced": selectors.predecessor_of(rule_set),
        "events": audit.history(rule_set),
        "is_barred": request.user.pk in services.barred_from(rule_set),
        "may_publish": allows(request.user, "funding.publish"),
        "may_keep": allows(request.user, "funding.keep") and request.user.is_staff,
    }
    return render(request, "funding/rule_set.html", context)


@requires("funding.see_rulebook", RuleSet)
def rules(request, rule_set):
    """All rules of a set, a page at a time."""
    rows = rule_set.rules.annotate(cases_count=Count("cases")).order_by("code", "valid_from", "pk")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "funding/rules.html", {"rule_set": rule_set, "page": page})


@requires("funding.see_rulebook", Rule)
def rule(request, rule):
    """One rule as it stands in a set: words, parameters, worked cases with what the rule answers now."""
    context = {
        "rule": rule,
        "rule_set": rule.rule_set,
        "parameters": selectors.parameters_of(rule),
        "answers": selectors.answers_of(rule),
        "may_keep": allows(request.user, "funding.keep") and request.user.is_staff,
    }
    return render(request, "funding/rule.html", context)


@requires("funding.publish", RuleSet)
def publish_rules(request, rule_set):
    """Publish a draft: its own page, so that what it changes is read once more."""
    if request.method != "POST" and (rule_set.is_published or request.user.pk in services.barred_from(rule_set)):
        return redirect("funding:rule_set", pk=rule_set.pk)
    form = PublishForm(posted(request), initial={"read": selectors.seal(rule_set)})
    if form.is_valid() and form.carry_out(services.publish_rules, rule_set, by=request.user):
        messages.success(request, _("The rules are published. Drafts of proposals follow them from now on."))
        return redirect("funding:rule_set", pk=rule_set.pk)
    context = _review_of(rule_set, request.user) | {
        "form": form,
        "differences": selectors.differences(rule_set),
        "replaced": selectors.predecessor_of(rule_set),
        "back": reverse("funding:rule_set", kwargs={"pk": rule_set.pk}),
    }
    return render(request, "funding/publish_rules.html", context)


def _review_of(rule_set, user):
    """What both pages show of a set; effects only while it is a draft, because afterwards they have happened."""
    return {
        "rule_set": rule_set,
        "years": selectors.years_of([rule_set])[rule_set.pk],
        "broken": selectors.broken_cases(rule_set),
        "cases": RuleCase.objects.filter(rule__rule_set=rule_set).count(),
        "effects": [] if rule_set.is_published else panels.collect("rule_effects", rule_set, user),
    }
