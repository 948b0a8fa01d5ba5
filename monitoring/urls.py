from django.urls import path

from .views import calendar, documents, duties, frameworks, people, reports

app_name = "monitoring"
urlpatterns = [
    path("", reports.queue, name="queue"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/deliver/", frameworks.deliver, name="deliver_framework"),
    path("duties/<int:pk>/<str:name>/", frameworks.answer, name="answer_framework"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/address/", calendar.address, name="calendar_address"),
    path("calendar/<str:token>.ics", calendar.file, name="calendar_file"),
    path("people/<str:address>/", people.people, name="people"),
    path("people/<str:address>/manager/", people.manager, name="manager"),
    path("people/<str:address>/<int:pk>/remove/", people.remove, name="remove_person"),
    path("documents/<str:address>/", documents.documents, name="documents"),
    path("files/<int:pk>/", documents.file, name="document_file"),
    path("files/<int:pk>/remove/", documents.remove, name="remove_document"),
    path("agreements/<str:address>.<str:extension>", documents.agreement, name="agreement"),
    path("ask/<str:address>/", duties.ask, name="ask_for_report"),
    path("<uuid:key>/", reports.report, name="report"),
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
