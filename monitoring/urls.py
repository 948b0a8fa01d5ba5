from django.urls import path

from .views import comments, duties, queue, reading, reports

app_name = "monitoring"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("<uuid:key>/", reports.report, name="report"),
    path("<uuid:key>/read/", reading.read, name="read"),
    path("<uuid:key>/report.<str:extension>", reading.file, name="file"),
    path("<uuid:key>/comments/", comments.comments, name="comments"),
    path("<uuid:key>/comments/<str:target>/", comments.comments_on, name="comments_on"),
    path("<uuid:key>/comments/<int:pk>/answer/", comments.answer, name="answer_comment"),
    path("<uuid:key>/comments/<int:pk>/resolve/", comments.resolve, name="resolve_comment"),
    path("<uuid:key>/comments/<int:pk>/reopen/", comments.reopen, name="reopen_comment"),
    path("<uuid:key>/submit/", reports.submit, name="submit"),
    path("<uuid:key>/take-back/", reports.take_back, name="take_back"),
    path("<uuid:key>/certify/", reports.certify, name="certify"),
    path("<uuid:key>/refuse/", reports.refuse, name="refuse"),
    path("<uuid:key>/endorse/", reports.endorse, name="endorse"),
    path("<uuid:key>/return/", reports.send_back, name="return"),
    path("<uuid:key>/accept/", reports.accept, name="accept"),
    path("<uuid:key>/correct/", reports.correct, name="correct"),
    path("<uuid:key>/drop/", reports.drop, name="drop"),
]
