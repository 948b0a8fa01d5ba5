from django.urls import path

from .views import editors, versions

app_name = "plans"
urlpatterns = [
    path("<uuid:pk>/results/", editors.results, name="results"),
    path("<uuid:pk>/budget/", editors.budget, name="budget"),
    path("<uuid:pk>/versions/", versions.history, name="versions"),
    path("<uuid:pk>/compare/<uuid:other_pk>/", versions.compare, name="compare"),
    path("<uuid:pk>/results/<int:node_pk>/add-result/", editors.add_result, name="add_result"),
    path("<uuid:pk>/results/<int:node_pk>/add-indicator/", editors.add_indicator, name="add_indicator"),
    path("<uuid:pk>/results/<int:node_pk>/add-activity/", editors.add_activity, name="add_activity"),
    path("<uuid:pk>/budget/add/", editors.add_line, name="add_line"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/", editors.change, name="change"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/remove/", editors.remove, name="remove"),
]
