from django.urls import path

from . import views

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("messages/", views.notifications, name="notifications"),
    path("messages/<int:pk>/", views.notification, name="notification"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:pk>/", views.mail, name="mail"),
]
