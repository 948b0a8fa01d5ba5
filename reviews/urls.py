from django.urls import path

from .views import assignments, decisions, memos, offices, queues, recommendations, releases, reserve, scores, screening

app_name = "reviews"
urlpatterns = [
    path("", queues.queue, name="queue"),
    path("mine/", queues.mine, name="mine"),
    path("assignments/<int:pk>/", scores.assignment, name="assignment"),
    path("assignments/<int:pk>/conflict/", assignments.recuse, name="recuse"),
    path("assignments/<int:pk>/cancel/", assignments.cancel, name="cancel"),
    path("reserve/", reserve.reserve, name="reserve"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:pk>/", releases.release, name="release"),
    path("releases/<int:pk>/cancel/", releases.cancel_release, name="cancel_release"),
    path("releases/<int:pk>/letters/<int:letter>/", releases.letter, name="letter"),
    path("releases/<int:pk>/letters/<int:letter>/print/", releases.print_letter, name="print_letter"),
    path("releases/<int:pk>/letters/<int:letter>.pdf", releases.letter_pdf, name="letter_pdf"),
    path("advice/<int:pk>/", offices.advice, name="advice"),
    path("<str:key>/endorse/", offices.endorse, name="endorse"),
    path("<str:key>/delegate/", offices.delegate, name="delegate"),
    path("<str:key>/delegations/<int:pk>/end/", offices.end_delegation, name="end_delegation"),
    path("<str:key>/ask-advice/", offices.ask_advice, name="ask_advice"),
    path("<str:key>/feedback/", decisions.feedback, name="feedback"),
    path("<str:key>/screen/", screening.screen, name="screen"),
    path("<str:key>/assign/", assignments.assign, name="assign"),
    path("<str:key>/recommend/", recommendations.recommend, name="recommend"),
    path("<str:key>/memo/", memos.memo, name="memo"),
    path("<str:key>/memo.<str:extension>", memos.memo_file, name="memo_file"),
    path("<str:key>/decide/", decisions.decide, name="decide"),
    path("<str:key>/interest/", decisions.interest, name="interest"),
    path("<str:key>/decisions/<int:pk>.pdf", decisions.letter_file, name="letter_file"),
    path("<str:key>/decisions/<int:pk>.json", decisions.record, name="record"),
    path("<str:key>/revisit/", recommendations.revisit, name="revisit"),
    path("<str:key>/reconsider/", recommendations.reconsider, name="reconsider"),
]
