from django.urls import path

from .views import assignments, decisions, discussions, offices, queues, recommendations, scores, screening, workbook

app_name = "reviews"
urlpatterns = [
    path("", queues.queue, name="queue"),
    path("mine/", queues.mine, name="mine"),
    path("assignments/<int:pk>/", scores.assignment, name="assignment"),
    path("assignments/<int:pk>/change/", scores.change, name="change"),
    path("assignments/<int:pk>/hand-in/", scores.hand_in, name="hand_in"),
    path("assignments/<int:pk>/changes/", scores.changes, name="changes"),
    path("assignments/<int:pk>/conflict/", assignments.recuse, name="recuse"),
    path("assignments/<int:pk>/cancel/", assignments.cancel, name="cancel"),
    path("offline/", workbook.offline, name="offline"),
    path("offline/scores.xlsx", workbook.download_sheets, name="download_sheets"),
    path("offline/scores/<int:pk>.xlsx", workbook.download_sheet, name="download_sheet"),
    path("offline/upload/", workbook.upload_sheets, name="upload_sheets"),
    path("offline/apply/", workbook.apply_sheets, name="apply_sheets"),
    path("offline/proposals.zip", workbook.pack, name="pack"),
    path("releases/", decisions.releases, name="releases"),
    path("releases/<int:pk>/", decisions.release, name="release"),
    path("releases/<int:pk>/send/", decisions.send_release, name="send_release"),
    path("releases/<int:pk>/letters/<int:letter>/", decisions.letter, name="letter"),
    path("advice/<int:pk>/", offices.advice, name="advice"),
    path("<str:key>/discussion/", discussions.discussion, name="discussion"),
    path("<str:key>/endorse/", offices.endorse, name="endorse"),
    path("<str:key>/delegate/", offices.delegate, name="delegate"),
    path("<str:key>/delegations/<int:pk>/end/", offices.end_delegation, name="end_delegation"),
    path("<str:key>/ask-advice/", offices.ask_advice, name="ask_advice"),
    path("<str:key>/feedback/", decisions.feedback, name="feedback"),
    path("<str:key>/screen/", screening.screen, name="screen"),
    path("<str:key>/assign/", assignments.assign, name="assign"),
    path("<str:key>/recommend/", recommendations.recommend, name="recommend"),
    path("<str:key>/decide/", decisions.decide, name="decide"),
    path("<str:key>/revisit/", recommendations.revisit, name="revisit"),
    path("<str:key>/reconsider/", recommendations.reconsider, name="reconsider"),
]
