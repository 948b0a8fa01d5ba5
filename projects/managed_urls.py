"""The working pages of projects, for managers and the Fund's people."""

from django.urls import path

from . import views

app_name = "managed"
urlpatterns = [
    path("", views.managed_list, name="list"),
    path("portfolio/", views.portfolio, name="portfolio"),
    path("amendments/<uuid:pk>/submit/", views.submit_amendment, name="amendment_submit"),
    path("amendments/<uuid:pk>/return/", views.return_amendment, name="amendment_return"),
    path("amendments/<uuid:pk>/approve/", views.approve_amendment, name="amendment_approve"),
    path("amendments/<uuid:pk>/withdraw/", views.withdraw_amendment, name="amendment_withdraw"),
    path("<str:address>/", views.managed_detail, name="detail"),
    path("<str:address>/amend/", views.amend, name="amend"),
    path("<str:address>/start/", views.activate, name="activate"),
    path("<str:address>/unpublish/", views.unpublish, name="unpublish"),
    path("<str:address>/publish/", views.publish, name="publish"),
]
