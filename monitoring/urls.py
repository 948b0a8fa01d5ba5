from django.urls import path

from . import views

app_name = "monitoring"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("duties/<int:pk>/", views.duty, name="duty"),
    path("<uuid:key>/", views.report, name="report"),
    path("<uuid:key>/submit/", views.submit, name="submit"),
    path("<uuid:key>/return/", views.send_back, name="return"),
    path("<uuid:key>/accept/", views.accept, name="accept"),
]
