"""Addresses of the rulebook; full paths, because the app stands at the root of each language."""

from django.urls import path

from .views import checker, ledger, rulebook

app_name = "funding"
urlpatterns = [
    path("eligibility/", checker.checker, name="checker"),
    path("eligibility/check/<str:step>/", checker.check, name="check"),
    path("eligibility/result/", checker.check_result, name="check_result"),
    path("workspace/funds/", ledger.funds, name="funds"),
    path("workspace/funds/book/", ledger.book, name="funds_book"),
    path("workspace/funds/entries/<int:pk>/reverse/", ledger.reverse, name="funds_reverse"),
    path("workspace/funds/<int:year>/<int:line>/", ledger.funds_year, name="funds_year"),
    path("workspace/funds/<int:year>/entries.<str:kind>", ledger.entries_file, name="funds_file"),
    path("workspace/rulebook/", rulebook.rulebook, name="rulebook"),
    path("workspace/rulebook/<int:pk>/", rulebook.rule_set, name="rule_set"),
    path("workspace/rulebook/<int:pk>/rules/", rulebook.rules, name="rules"),
    path("workspace/rulebook/rules/<int:pk>/", rulebook.rule, name="rule"),
    path("workspace/rulebook/<int:pk>/publish/", rulebook.publish_rules, name="publish_rules"),
]
