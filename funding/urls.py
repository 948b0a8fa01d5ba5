"""Addresses of the rulebook; full paths, because the app stands at the root of each language."""

from django.urls import path, re_path

from .views import calls, checker, countries, criteria, ledger, lists, managed_calls, notices, rulebook

app_name = "funding"
MANAGED = "workspace/calls/<int:pk>/"
urlpatterns = [
    path("eligibility/", checker.checker, name="checker"),
    path("eligibility/check/<str:step>/", checker.check, name="check"),
    path("eligibility/result/", checker.check_result, name="check_result"),
    path("eligibility/states/", countries.states, name="states"),
    path("eligibility/states.<slug:kind>", countries.states_as, name="states_file"),
    path("eligibility/countries/", countries.countries, name="countries"),
    path("eligibility/countries/<slug:code>/", countries.country, name="country"),
    path("eligibility/criteria/", criteria.criteria, name="criteria"),
    path("eligibility/lists/", lists.lists, name="lists"),
    path("eligibility/lists/<int:pk>/", lists.eligibility_list, name="list"),
    path("workspace/lists/import/", lists.list_import, name="list_import"),
    path("workspace/lists/<int:pk>/publish/", lists.list_publish, name="list_publish"),
    path("calls/", calls.call_list, name="calls"),
    path("calls/<slug:slug>/", calls.call_page, name="call"),
    path("calls/<slug:slug>/deadline.ics", calls.deadline_file, name="deadline_file"),
    path("calls/<slug:slug>/follow/", calls.follow, name="follow"),
    path("calls/<slug:slug>/unfollow/", calls.unfollow, name="unfollow"),
    path("following/<str:token>/", calls.confirm_following, name="confirm_following"),
    path("following/<str:token>/stop/", calls.stop_following, name="stop_following"),
    path("workspace/calls/", managed_calls.managed_calls, name="managed_calls"),
    path("workspace/calls/new/", managed_calls.add_call, name="add_call"),
    path(MANAGED, managed_calls.managed_call, name="managed_call"),
    path(f"{MANAGED}edit/", managed_calls.edit_call, name="edit_call"),
    path(f"{MANAGED}correct/", managed_calls.correct_call, name="correct_call"),
    re_path(r"^workspace/calls/(?P<pk>\d+)/(?P<name>open|close|decide)/$", managed_calls.step, name="call_step"),
    path(f"{MANAGED}extend/", managed_calls.extend_call, name="extend_call"),
    path(f"{MANAGED}extensions/<int:extension>/", managed_calls.confirm_extension, name="confirm_extension"),
    path(f"{MANAGED}extensions/<int:extension>/refuse/", managed_calls.refuse_extension, name="refuse_extension"),
    path(f"{MANAGED}extensions/<int:extension>/withdraw/", managed_calls.withdraw_extension, name="withdraw_extension"),
    path("workspace/site/notices/", notices.notice_list, name="notices"),
    path("workspace/site/notices/new/", notices.add_notice, name="add_notice"),
    path("workspace/site/notices/<int:pk>/", notices.edit_notice, name="edit_notice"),
    path("workspace/site/notices/<int:pk>/end/", notices.end_notice, name="end_notice"),
    path("notices/<int:pk>/dismiss/", notices.dismiss_notice, name="dismiss_notice"),
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
