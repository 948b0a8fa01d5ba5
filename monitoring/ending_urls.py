"""Evaluations, lessons and closing in the workspace."""

from django.urls import path

from .views import closing, evaluations, findings, lessons

app_name = "evaluations"
urlpatterns = [
    path("", evaluations.evaluation_list, name="list"),
    path("<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("<int:pk>/change/", evaluations.change, name="change"),
    path("<int:pk>/start/", evaluations.commission, name="commission"),
    path("<int:pk>/report/", evaluations.report, name="report"),
    path("<int:pk>/respond/", evaluations.respond, name="respond"),
    path("<int:pk>/return/", evaluations.send_back, name="return"),
    path("<int:pk>/return-response/", evaluations.send_response_back, name="return_response"),
    path("<int:pk>/accept/", evaluations.accept, name="accept"),
    path("<int:pk>/public/", evaluations.show, name="show"),
    path("<int:pk>/ratings/", findings.ratings, name="ratings"),
    path("<int:pk>/findings/add/", findings.finding, name="add_finding"),
    path("<int:pk>/findings/<int:number>/", findings.finding, name="finding"),
    path("<int:pk>/findings/<int:number>/remove/", findings.remove_finding, name="remove_finding"),
    path("<int:pk>/recommendations/add/", findings.recommendation, name="add_recommendation"),
    path("<int:pk>/recommendations/<int:number>/", findings.recommendation, name="recommendation"),
    path("<int:pk>/recommendations/<int:number>/remove/", findings.remove_recommendation, name="remove_recommendation"),
    path("<int:pk>/recommendations/<int:number>/answer/", findings.answer, name="answer"),
    path("<int:pk>/recommendations/<int:number>/follow-up/", findings.follow_up, name="follow_up"),
    path("<int:pk>/documents/add/", findings.add_document, name="add_document"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/change/", lessons.change, name="change_lesson"),
    path("lessons/<int:pk>/publish/", lessons.publish, name="publish_lesson"),
    path("lessons/<int:pk>/withdraw/", lessons.withdraw, name="withdraw_lesson"),
    path("lessons/<int:pk>/remove/", lessons.remove, name="remove_lesson"),
    path("projects/<str:address>/plan/", evaluations.plan, name="plan"),
    path("projects/<str:address>/lessons/add/", lessons.add, name="add_lesson"),
    path("projects/<str:address>/form/", closing.completion_form, name="completion_form"),
    path("projects/<str:address>/closing/", closing.closing, name="closing"),
    path("projects/<str:address>/closing/money/", closing.return_money, name="return_money"),
    path("projects/<str:address>/closing/summary.<slug:extension>", closing.summary, name="closing_summary"),
    path("projects/<str:address>/closing/<str:item>/", closing.tick, name="tick"),
]
