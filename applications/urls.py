from django.urls import path

from .views import concepts, copies, letters, partners, proposals, reading, steps, submissions, texts

app_name = "applications"
urlpatterns = [
    path("", proposals.application_list, name="list"),
    path("new/", proposals.start, name="start"),
    path("to-endorse/", proposals.to_endorse, name="to_endorse"),
    path("concepts/", concepts.concepts, name="concepts"),
    path("concepts/received/", concepts.received, name="concepts_received"),
    path("concepts/new/", concepts.begin_concept, name="begin_concept"),
    path("concepts/<str:key>/", concepts.concept, name="concept"),
    path("concepts/<str:key>/edit/", concepts.edit_concept, name="edit_concept"),
    path("concepts/<str:key>/send/", concepts.send_concept, name="send_concept"),
    path("concepts/<str:key>/invite/", concepts.invite, name="invite_concept"),
    path("concepts/<str:key>/decline/", concepts.decline, name="decline_concept"),
    path("concepts/<str:key>/withdraw/", concepts.withdraw_concept, name="withdraw_concept"),
    path("concepts/<str:key>/start/", concepts.start_from_concept, name="start_from_concept"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("<str:key>/", proposals.detail, name="detail"),
    path("<str:key>/read/", reading.read, name="read"),
    path("<str:key>/changes/<int:number>/", reading.changes, name="changes"),
    path("<str:key>/cover/", proposals.cover, name="cover"),
    path("<str:key>/people/", partners.people, name="people"),
    path("<str:key>/partners/add/", partners.add_partner, name="add_partner"),
    path("<str:key>/partners/<int:pk>/", partners.change_partner, name="change_partner"),
    path("<str:key>/partners/<int:pk>/remove/", partners.remove_partner, name="remove_partner"),
    path("<str:key>/copy/", copies.copy, name="copy"),
    path("<str:key>/carried/", copies.carried, name="carried"),
    path("<str:key>/sections/<str:section>/", texts.section, name="section"),
    path("<str:key>/letters/", letters.letters, name="letters"),
    path("<str:key>/letters/<int:pk>/remove/", letters.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", submissions.check, name="check"),
    path("<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("<str:key>/withdraw/", steps.withdraw, name="withdraw"),
    path("<str:key>/return/", steps.send_back, name="return"),
]
