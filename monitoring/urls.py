from django.urls import path

from .views import duties, portfolio, reports

app_name = "monitoring"
urlpatterns = [
    path("", reports.queue, name="queue"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio.<str:kind>", portfolio.portfolio_file, name="portfolio_file"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("<uuid:key>/", reports.report, name="report"),
    path("<uuid:key>/submit/", reports.submit, name="submit"),
    path("<uuid:key>/take-back/", reports.take_back, name="take_back"),
    path("<uuid:key>/certify/", reports.certify, name="certify"),
    path("<uuid:key>/refuse/", reports.refuse, name="refuse"),
    path("<uuid:key>/endorse/", reports.endorse, name="endorse"),
    path("<uuid:key>/return/", reports.send_back, name="return"),
    path("<uuid:key>/accept/", reports.accept, name="accept"),
    path("<uuid:key>/correct/", reports.correct, name="correct"),
    path("<uuid:key>/drop/", reports.drop, name="drop"),
]
