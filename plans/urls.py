from django.urls import path

from .views import documents, editors

app_name = "plans"
urlpatterns = [
    path("<uuid:pk>/results/", editors.results, name="results"),
    path("<uuid:pk>/budget/", editors.budget, name="budget"),
    path("<uuid:pk>/workplan/", documents.workplan, name="workplan"),
    path("<uuid:pk>/documents/", documents.overview, name="documents"),
    path("<uuid:pk>/documents/<str:name>/", documents.read, name="document"),
    path("<uuid:pk>/documents/<str:name>.<str:extension>", documents.file, name="file"),
    path("<uuid:pk>/results/<int:node_pk>/add-result/", editors.add_result, name="add_result"),
    path("<uuid:pk>/results/<int:node_pk>/add-indicator/", editors.add_indicator, name="add_indicator"),
    path("<uuid:pk>/results/<int:node_pk>/add-activity/", editors.add_activity, name="add_activity"),
    path("<uuid:pk>/budget/add/", editors.add_line, name="add_line"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/", editors.change, name="change"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/remove/", editors.remove, name="remove"),
]
