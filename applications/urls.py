from django.urls import path

from . import views

app_name = "applications"
urlpatterns = [
    path("", views.application_list, name="list"),
    path("new/", views.start, name="start"),
    path("to-endorse/", views.to_endorse, name="to_endorse"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/read/", views.read, name="read"),
    path("<str:key>/changes/<int:number>/", views.changes, name="changes"),
    path("<str:key>/cover/", views.cover, name="cover"),
    path("<str:key>/sections/<str:section>/", views.section, name="section"),
    path("<str:key>/letters/", views.letters, name="letters"),
    path("<str:key>/letters/<int:pk>/remove/", views.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", views.check, name="check"),
    path("<str:key>/receipt/", views.receipt, name="receipt"),
    path("<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:key>/return/", views.send_back, name="return"),
]
