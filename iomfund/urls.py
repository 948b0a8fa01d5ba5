"""Every address of the portal. Languages are path prefixes; machines' addresses have none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from applications.views.beginning import apply
from content.views import documents
from content.views.home import root
from content.views.site import site
from core.views import gallery, healthz, readyz
from projects.views.facts import facts

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("ui/", gallery, name="gallery"),
    path("admin/", admin.site.urls),
    path("", include("projects.open_urls")),
    path("", include("monitoring.open_urls")),
    path("", include("content.open_urls")),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("accounts/", include("allauth.account.urls")),
        path("workspace/", include("notifications.urls")),
        path("workspace/applications/", include("applications.urls")),
        path("workspace/plans/", include("plans.urls")),
        path("workspace/reviews/", include("reviews.urls")),
        path("workspace/projects/", include("projects.managed_urls")),
        path("workspace/reports/", include("monitoring.urls")),
        path("workspace/evaluations/", include("monitoring.ending_urls")),
        path("lessons/", include("monitoring.public_urls")),
        path("workspace/site/", site, name="site"),
        path("workspace/site/pages/", include("content.managed_urls")),
        path("workspace/site/", include("content.desk_urls")),
        path("workspace/site/news/", include("content.news_urls")),
        path("workspace/site/documents/", documents.kept, name="kept_documents"),
        path("workspace/site/documents/<slug:key>/", documents.kept_document, name="kept_document"),
        path("", include("projects.data_urls")),
        path("projects/", include("projects.urls")),
        path("facts-and-figures/", facts, name="facts"),
        path("apply/", apply, name="apply"),
        path("apply/", include("applications.public_urls")),
        path("receipts/", include("applications.receipt_urls")),
        path("", include("funding.urls")),
        path("", include("content.urls")),
    ),
]

handler400 = "core.views.bad_request"
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
