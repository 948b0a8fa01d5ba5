from django.urls import path

from . import views

app_name = "reviews"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("mine/", views.mine, name="mine"),
    path("assignments/<int:pk>/", views.assignment, name="assignment"),
    path("assignments/<int:pk>/conflict/", views.recuse, name="recuse"),
    path("assignments/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("advice/<int:pk>/", views.advice, name="advice"),
    path("<str:key>/endorse/", views.endorse, name="endorse"),
    path("<str:key>/delegate/", views.delegate, name="delegate"),
    path("<str:key>/delegations/<int:pk>/end/", views.end_delegation, name="end_delegation"),
    path("<str:key>/ask-advice/", views.ask_advice, name="ask_advice"),
    path("<str:key>/feedback/", views.feedback, name="feedback"),
    path("<str:key>/screen/", views.screen, name="screen"),
    path("<str:key>/assign/", views.assign, name="assign"),
    path("<str:key>/recommend/", views.recommend, name="recommend"),
    path("<str:key>/decide/", views.decide, name="decide"),
    path("<str:key>/reconsider/", views.reconsider, name="reconsider"),
]
