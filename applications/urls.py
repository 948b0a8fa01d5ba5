from django.urls import path

from .views import letters, proposals, reading, steps, submissions, texts

app_name = "applications"
urlpatterns = [
    path("", proposals.application_list, name="list"),
    path("new/", proposals.start, name="start"),
    path("to-endorse/", proposals.to_endorse, name="to_endorse"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("<str:key>/", proposals.detail, name="detail"),
    path("<str:key>/read/", reading.read, name="read"),
    path("<str:key>/changes/<int:number>/", reading.changes, name="changes"),
    path("<str:key>/cover/", proposals.cover, name="cover"),
    path("<str:key>/sections/<str:section>/", texts.section, name="section"),
    path("<str:key>/sections/<str:section>/presence/", texts.presence, name="presence"),
    path("<str:key>/sections/<str:section>/history/", texts.history, name="history"),
    path("<str:key>/sections/<str:section>/history/<int:number>/", texts.version, name="version"),
    path("<str:key>/letters/", letters.letters, name="letters"),
    path("<str:key>/letters/<int:pk>/remove/", letters.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", submissions.check, name="check"),
    path("<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("<str:key>/withdraw/", steps.withdraw, name="withdraw"),
    path("<str:key>/return/", steps.send_back, name="return"),
]
