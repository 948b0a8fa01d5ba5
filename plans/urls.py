from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("<uuid:pk>/results/", views.results, name="results"),
    path("<uuid:pk>/budget/", views.budget, name="budget"),
    path("<uuid:pk>/results/<int:node_pk>/add-result/", views.add_result, name="add_result"),
    path("<uuid:pk>/results/<int:node_pk>/add-indicator/", views.add_indicator, name="add_indicator"),
    path("<uuid:pk>/results/<int:node_pk>/add-activity/", views.add_activity, name="add_activity"),
    path("<uuid:pk>/budget/add/", views.add_line, name="add_line"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/", views.change, name="change"),
    path("<uuid:pk>/<str:kind>/<int:row_pk>/remove/", views.remove, name="remove"),
]
