from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("organisation/", views.organisation, name="organisation"),
    path("demo/", views.demo, name="demo"),
    path("session/", views.session, name="session"),
    path("session/left/", views.session_left, name="session_left"),
    path("signed-in/", views.signed_in_again, name="signed_in_again"),
]
