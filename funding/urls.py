"""Addresses of the rulebook; full paths, because the app stands at the root of each language."""

from django.urls import path

from .views import checker, countries, criteria, ledger, lists

app_name = "funding"
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
    path("workspace/funds/", ledger.funds, name="funds"),
    path("workspace/funds/book/", ledger.book, name="funds_book"),
    path("workspace/funds/entries/<int:pk>/reverse/", ledger.reverse, name="funds_reverse"),
    path("workspace/funds/<int:year>/<int:line>/", ledger.funds_year, name="funds_year"),
    path("workspace/funds/<int:year>/entries.<str:kind>", ledger.entries_file, name="funds_file"),
]
