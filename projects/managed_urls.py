"""The working pages of projects, for managers and the Fund's people."""

from django.urls import path

from .views import amendments, following, iati, managed, publications, subjects

app_name = "managed"
urlpatterns = [
    path("", managed.managed_list, name="list"),
    path("followed/", following.my_followed, name="followed"),
    path("portfolio/", managed.portfolio, name="portfolio"),
    path("iati/", iati.overview, name="iati"),
    path("requests/", amendments.requests, name="requests"),
    path("amendments/<uuid:pk>/terms/", amendments.change_terms, name="amendment_terms"),
    path("amendments/<uuid:pk>/government/", amendments.agreement, name="amendment_government"),
    path("amendments/<uuid:pk>/government/letter/", amendments.letter, name="amendment_letter"),
    path("amendments/<uuid:pk>/budget-revision/", amendments.budget_revision, name="budget_revision"),
    path("amendments/<uuid:pk>/budget-revision.<str:extension>", amendments.budget_file, name="budget_revision_file"),
    path("amendments/<uuid:pk>/confirm/", amendments.confirm_amendment, name="amendment_confirm"),
    path("amendments/<uuid:pk>/submit/", amendments.submit_amendment, name="amendment_submit"),
    path("amendments/<uuid:pk>/return/", amendments.return_amendment, name="amendment_return"),
    path("amendments/<uuid:pk>/approve/", amendments.approve_amendment, name="amendment_approve"),
    path("amendments/<uuid:pk>/withdraw/", amendments.withdraw_amendment, name="amendment_withdraw"),
    path("publications/<int:pk>/", publications.publication, name="publication"),
    path("publications/<int:pk>/publish/", publications.publish, name="publish"),
    path("publications/<int:pk>/return/", publications.return_publication, name="return_publication"),
    path("publications/<int:pk>/withdraw/", publications.withdraw_publication, name="withdraw_publication"),
    path("news/<int:pk>/subjects/", subjects.subjects, name="article_subjects"),
    path("<str:address>/", managed.managed_detail, name="detail"),
    path("<str:address>/amend/", amendments.amend, name="amend"),
    path("<str:address>/start/", managed.activate, name="activate"),
    path("<str:address>/suspend/", managed.suspend, name="suspend"),
    path("<str:address>/resume/", managed.resume, name="resume"),
    path("<str:address>/cancel/", managed.cancel, name="cancel"),
    path("<str:address>/complete/", managed.complete, name="complete"),
    path("<str:address>/close/", managed.close, name="close"),
    path("<str:address>/publication/", publications.prepare, name="prepare_publication"),
    path("<str:address>/iati/", iati.readiness, name="iati_project"),
    path("<str:address>/unpublish/", publications.unpublish, name="unpublish"),
]
