from django.urls import path

from .views import clarifications, files, letters, messages, proposals, reading, steps, submissions, texts

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
    path("<str:key>/letters/", letters.letters, name="letters"),
    path("<str:key>/letters/<int:pk>/remove/", letters.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", submissions.check, name="check"),
    path("<str:key>/readiness/", submissions.readiness, name="readiness"),
    path("<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("<str:key>/receipt/<int:number>/", submissions.receipt, name="receipt_of"),
    path("<str:key>/receipt/<int:number>.pdf", files.receipt, name="receipt_file"),
    path("<str:key>/proposal.<str:extension>", files.proposal, name="file"),
    path("<str:key>/draft.<str:extension>", files.draft, name="draft_file"),
    path("<str:key>/submissions/<int:number>/proposal.<str:extension>", files.proposal, name="submission_file"),
    path("<str:key>/withdraw/", steps.withdraw, name="withdraw"),
    path("<str:key>/return/", steps.send_back, name="return"),
    path("<str:key>/decline/", steps.decline, name="decline"),
    path("<str:key>/ask/", clarifications.ask, name="ask"),
    path("<str:key>/questions/", clarifications.answer, name="clarification"),
    path("<str:key>/messages/", messages.thread, name="messages"),
]
