from django.urls import path

from .views import documents, letter_requests, letters, proposals, reading, steps, submissions, texts

app_name = "applications"
urlpatterns = [
    path("", proposals.application_list, name="list"),
    path("new/", proposals.start, name="start"),
    path("to-endorse/", proposals.to_endorse, name="to_endorse"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("documents/<int:pk>/", documents.document_file, name="document_file"),
    path("<str:key>/", proposals.detail, name="detail"),
    path("<str:key>/read/", reading.read, name="read"),
    path("<str:key>/changes/<int:number>/", reading.changes, name="changes"),
    path("<str:key>/cover/", proposals.cover, name="cover"),
    path("<str:key>/sections/<str:section>/", texts.section, name="section"),
    path("<str:key>/letters/", letters.letters, name="letters"),
    path("<str:key>/letters/later/", letters.later_letters, name="later_letters"),
    path("<str:key>/letters/ask/", letter_requests.ask, name="ask_letter"),
    path("<str:key>/letters/ask/<int:pk>/again/", letter_requests.ask_again, name="ask_letter_again"),
    path("<str:key>/letters/ask/<int:pk>/revoke/", letter_requests.revoke, name="revoke_letter_request"),
    path("<str:key>/letters/<int:pk>/restore/", letters.restore_letter, name="restore_letter"),
    path("<str:key>/documents/", documents.documents, name="documents"),
    path("<str:key>/documents/<int:pk>/", documents.document, name="document"),
    path("<str:key>/documents/<int:pk>/replace/", documents.replace_document, name="replace_document"),
    path("<str:key>/documents/<int:pk>/remove/", documents.remove_document, name="remove_document"),
    path("<str:key>/documents/<int:pk>/restore/", documents.restore_document, name="restore_document"),
    path("<str:key>/letters/<int:pk>/remove/", letters.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", submissions.check, name="check"),
    path("<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("<str:key>/withdraw/", steps.withdraw, name="withdraw"),
    path("<str:key>/return/", steps.send_back, name="return"),
]
