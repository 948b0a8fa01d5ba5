from django.urls import path

from .views import activities, duties, evidence, rating, reports, results, risks, texts

app_name = "monitoring"
urlpatterns = [
    path("", reports.queue, name="queue"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("<uuid:key>/", reports.report, name="report"),
    path("<uuid:key>/texts/", texts.texts, name="texts"),
    path("<uuid:key>/texts/<slug:section>/", texts.section, name="section"),
    path("<uuid:key>/texts/<slug:section>/presence/", texts.presence, name="presence"),
    path("<uuid:key>/texts/<slug:section>/history/", texts.history, name="text_history"),
    path("<uuid:key>/texts/<slug:section>/history/<int:number>/", texts.version, name="text_version"),
    path("<uuid:key>/results/", results.results, name="results"),
    path("<uuid:key>/activities/", activities.activities, name="activities"),
    path("<uuid:key>/risks/", risks.risks, name="risks"),
    path("<uuid:key>/risks/add/", risks.add_risk, name="add_risk"),
    path("<uuid:key>/rating/", rating.rating, name="rating"),
    path("<uuid:key>/evidence/", evidence.evidence, name="evidence"),
    path("<uuid:key>/evidence/<int:pk>/remove/", evidence.remove, name="remove_evidence"),
    path("evidence/<int:pk>/", evidence.evidence_file, name="evidence_file"),
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
