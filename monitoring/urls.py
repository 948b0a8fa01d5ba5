from django.urls import path

from .views import checklist, drift, duties, ledger, money, reports, workbook

app_name = "monitoring"
urlpatterns = [
    path("", reports.queue, name="queue"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("checks/", drift.drift, name="drift"),
    path("money/<str:address>/", ledger.ledger, name="ledger"),
    path("money/<str:address>/pay/", ledger.disburse, name="disburse"),
    path("money/<str:address>/entries.<str:kind>", ledger.entries_file, name="ledger_file"),
    path("entries/<int:pk>/reverse/", ledger.reverse_entry, name="reverse_entry"),
    path("<uuid:key>/", reports.report, name="report"),
    path("<uuid:key>/money/", money.money, name="money"),
    path("<uuid:key>/money/follow-plan/", money.follow_plan, name="follow_plan"),
    path("<uuid:key>/money/upload/", workbook.workbook, name="workbook"),
    path("<uuid:key>/money/workbook.xlsx", workbook.download_workbook, name="download_workbook"),
    path("<uuid:key>/checklist/", checklist.checklist, name="checklist"),
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
