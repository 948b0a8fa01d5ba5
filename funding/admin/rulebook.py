"""Rule sets, rules and their worked cases for administrators. What is published is only shown."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import allows
from core.forms import posted

from .. import cases, models, parameters, selectors, services
from ..facts_text import lines_of
from ..forms.rulebook import (
    CONFIRMED,
    EXPECTED,
    PARAMETER,
    CaseForm,
    DraftForm,
    RuleForm,
    RuleSetForm,
    SplitForm,
    fields_of,
)
from .reference import KeptAdmin, KeptInline

LANGUAGES = ("en", "fr", "es")


def _is_open(request, rule_set):
    """Whether a set may be written. What was typed for a draft that was published meanwhile is let through to the form,
    which refuses it with a sentence and keeps it.
    """
    return request.method == "POST" or not rule_set.is_published


@admin.register(models.RuleSet)
class RuleSetAdmin(KeptAdmin):
    """Sets of rules by funding year. A new one begins as the copy of another."""

    list_display = ["name", "from_year", "version", "status", "rules_link"]
    list_filter = ["status"]
    fields = [*(f"{name}_{code}" for name in ("name", "note") for code in LANGUAGES), "opened_revision"]
    readonly_fields = ["from_year", "version", "status", "published_by", "published_at", "rules_link"]
    form = RuleSetForm
    change_form_template = "admin/funding/ruleset/change_form.html"

    def has_add_permission(self, request):
        """Never from nothing."""
        return False

    def has_change_permission(self, request, obj=None):
        """Drafts only."""
        return (obj is None or _is_open(request, obj)) and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.keep_rule_set(obj, by=request.user, changed=form.changed_data)

    @admin.display(description=gettext_lazy("rules"))
    def rules_link(self, rule_set):
        """The way to the rules of the set."""
        address = reverse("admin:funding_rule_changelist")
        return format_html('<a href="{}?rule_set__id__exact={}">{}</a>', address, rule_set.pk, _("Open the rules"))

    def get_urls(self):
        """The page on which a new version is drafted."""
        return [_page(self, "<int:pk>/draft/", self.draft_view, "funding_ruleset_draft"), *super().get_urls()]

    def draft_view(self, request, pk):
        """Ask for the funding year and draft the new version."""
        original = models.RuleSet.objects.filter(pk=pk).first()
        if original is None or not allows(request.user, "funding.keep"):
            raise Http404
        data = posted(request)
        form = DraftForm(data, initial={"from_year": original.from_year})
        if form.is_valid() and form.carry_out(services.draft_rules, original, by=request.user):
            messages.success(request, _("The draft is a copy of all rules. Change them here, one by one."))
            return redirect(f"{reverse('admin:funding_rule_changelist')}?rule_set__id__exact={form.result.pk}")
        context = {"title": _("Draft a new version"), "original": original, "form": form, "opts": self.opts}
        return render(request, "admin/funding/ruleset/draft.html", self.admin_site.each_context(request) | context)


def _page(model_admin, route, view, name):
    """A further address of an admin class; ``view`` checks the rule itself."""

    def page(request, **keys):
        return view(request, **keys)

    wrapped = model_admin.admin_site.admin_view(page)
    wrapped.model_admin = model_admin
    return path(route, wrapped, name=name)


class RuleCaseInline(KeptInline):
    """Worked cases that must come out as expected before the set is published; each says whether it does now."""

    model = models.RuleCase
    form = CaseForm
    template = "admin/edit_inline/stacked.html"  # every field with its label; facts are long

    def has_add_permission(self, request, obj=None):
        """Drafts only."""
        return obj is not None and _is_open(request, obj.rule_set)

    has_change_permission = has_add_permission

    def get_fields(self, request, obj=None):
        """Typed parts in a draft, lines to read afterwards."""
        if self.has_add_permission(request, obj):
            return ["name", "outcome", "facts", *(EXPECTED + name for name in cases.EXPECTED)]
        return ["name", "outcome", "shown_facts"]

    def get_readonly_fields(self, request, obj=None):
        """What the rule answers; the facts too once they are published."""
        return ["outcome", "shown_facts"]

    def get_queryset(self, request):
        """Cases with their rule."""
        return super().get_queryset(request).select_related("rule")

    def get_formset(self, request, obj=None, **kwargs):
        """The set's rules are read once for all cases of the page."""
        self.rules = selectors.rules_of(obj.rule_set).rules if obj else ()
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        """One empty case to fill in without JavaScript."""
        return 1 if self.has_add_permission(request, obj) else 0

    @admin.display(description=gettext_lazy("answer now"))
    def outcome(self, case):
        """What the rule, as it stands, answers, beside what the case expects."""
        if case.pk is None:
            return "–"
        found = cases.outcome(case.rule.code, case.facts, case.expected, self.rules)
        rows = [
            (cases.LABELS[name], cases.words_of(name, wanted), cases.words_of(name, given), wanted == given)
            for name, wanted, given in found.rows
        ]
        return render_to_string("admin/funding/rule/_outcome.html", {"outcome": found, "rows": rows})

    @admin.display(description=gettext_lazy("facts"))
    def shown_facts(self, case):
        """What is known of the proposal, one fact a line."""
        return format_html_join("", "<div>{}</div>", ((line,) for line in lines_of(case.facts)))


@admin.register(models.Rule)
class RuleRowAdmin(KeptAdmin):
    """Rules, each with fields for what its parameters are."""

    list_display = ["code", "title", "rule_set", "severity", "is_confirmed", "valid_from", "valid_to"]
    list_display_links = ["code", "title"]
    list_filter = ["rule_set", "severity", "is_confirmed"]
    list_select_related = ["rule_set"]
    list_per_page = 100
    search_fields = ["code", "title_en", "title_fr", "title_es"]
    inlines = [RuleCaseInline]
    form = RuleForm
    change_form_template = "admin/funding/rule/change_form.html"

    def has_add_permission(self, request):
        """The portal knows which rules there are; sets copy them."""
        return False

    def has_change_permission(self, request, obj=None):
        """In drafts only."""
        return (obj is None or _is_open(request, obj.rule_set)) and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """What makes the rule this rule; the parameters too once it is published."""
        return ["rule_set", "code", "shown_parameters"]

    def get_fieldsets(self, request, obj=None):
        """What it asks, when it holds, its words in three languages."""
        asked, held = [], []
        if obj is not None and self.has_change_permission(request, obj):
            asked = [(PARAMETER + name, CONFIRMED + name) for name in parameters.in_order(obj.parameters)]
            held = ["opened_revision"]
        elif obj is not None and obj.parameters:
            asked = ["shown_parameters"]
        words = [f"{name}_{code}" for name in ("title", "explanation", "source") for code in LANGUAGES]
        found = [
            (None, {"fields": ["rule_set", "code", "severity", "is_confirmed", "valid_from", "valid_to", *held]}),
            (_("Parameters"), {"fields": asked}),
            (_("Words"), {"fields": [*words, "paragraph"]}),
        ]
        return [row for row in found if row[1]["fields"]]

    def get_form(self, request, obj=None, **kwargs):
        """With the fields of this rule's parameters."""
        if obj is not None and self.has_change_permission(request, obj):
            kwargs["form"] = type("RuleForm", (RuleForm,), fields_of(obj))
        return super().get_form(request, obj, **kwargs)

    def get_urls(self):
        """The page on which a rule is split at a day."""
        return [_page(self, "<int:pk>/split/", self.split_view, "funding_rule_split"), *super().get_urls()]

    def split_view(self, request, pk):
        """Ask for the day and split the rule."""
        rule = models.Rule.objects.select_related("rule_set").filter(pk=pk).first()
        if rule is None or not allows(request.user, "funding.keep") or rule.rule_set.is_published:
            raise Http404
        form = SplitForm(posted(request))
        if form.is_valid() and form.carry_out(services.split_rule, rule, by=request.user):
            messages.success(request, _("This row holds from the day on. Change what it says."))
            return redirect("admin:funding_rule_change", form.result.pk)
        context = {"title": _("Change from a day on"), "rule": rule, "form": form, "opts": self.opts}
        return render(request, "admin/funding/rule/split.html", self.admin_site.each_context(request) | context)

    @admin.display(description=gettext_lazy("parameters"))
    def shown_parameters(self, rule):
        """All parameters of a published rule, as people read them."""
        rows = []
        for name in parameters.in_order(rule.parameters):
            doubt = f" ({_('not confirmed')})" if name in rule.unconfirmed_parameters else ""
            rows.append((parameters.label_of(name), parameters.shown(name, rule.parameters[name]), doubt))
        return format_html_join("", "<div>{}: <strong>{}</strong>{}</div>", rows)

    def save_model(self, request, obj, form, change):
        """Through the service, where something changed."""
        if form.changed_data:
            services.keep_rule(obj, by=request.user, changed=form.changed_data)

    def save_formset(self, request, form, formset, change):
        """Worked cases through the service too."""
        formset.save(commit=False)
        for case in formset.new_objects:
            services.keep_rule(case, by=request.user, changed=["case"])
        for case, fields in formset.changed_objects:
            services.keep_rule(case, by=request.user, changed=[f"case.{name}" for name in fields])
