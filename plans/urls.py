from django.urls import path, re_path

from .views import documents, editors, versions, workbook

PLAN = r"^(?P<pk>[0-9a-f-]{36})/"

app_name = "plans"
urlpatterns = [
    path("<uuid:pk>/results/", editors.results, name="results"),
    path("<uuid:pk>/results/advice/", editors.advice, name="advice"),
    path("<uuid:pk>/budget/", editors.budget, name="budget"),
    path("<uuid:pk>/budget/checks/", editors.checks, name="checks"),
    path("<uuid:pk>/risks/", editors.risks, name="risks"),
    path("<uuid:pk>/risks/concerns/<str:theme>/", editors.mark, name="mark"),
    path("<uuid:pk>/<str:page>/removals/<int:removal_pk>/restore/", editors.restore, name="restore"),
    path("<uuid:pk>/line/<int:row_pk>/half-years/", editors.phases, name="phases"),
    path("<uuid:pk>/<str:kind>/add/", editors.add, name="add"),
    path("<uuid:pk>/<str:kind>/add/<int:parent_pk>/", editors.add, name="add_below"),
    path("<uuid:pk>/workplan/", documents.workplan, name="workplan"),
    path("<uuid:pk>/documents/", documents.overview, name="documents"),
    path("<uuid:pk>/documents/<str:name>/", documents.read, name="document"),
    path("<uuid:pk>/documents/<str:name>.<str:extension>", documents.file, name="file"),
    path("<uuid:pk>/versions/", versions.history, name="versions"),
    path("<uuid:pk>/compare/<uuid:other_pk>/", versions.compare, name="compare"),
    path("<uuid:pk>/workbook/", workbook.workbook, name="workbook"),
    path("<uuid:pk>/workbook/plan.xlsx", workbook.download_workbook, name="download_workbook"),
    path("<uuid:pk>/workbook/upload/", workbook.upload, name="upload"),
    path("<uuid:pk>/workbook/apply/", workbook.apply_differences, name="apply_differences"),
    path("<uuid:pk>/paste/<str:kind>/", workbook.paste, name="paste"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/", editors.change, name="change"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/remove/", editors.remove, name="remove"),
    re_path(PLAN + r"(?P<kind>[a-z]+)/(?P<row_pk>\d+)/(?P<step>up|down|duplicate)/$", editors.arrange, name="arrange"),
]
