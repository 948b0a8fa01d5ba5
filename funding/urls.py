from django.urls import path

from .views import checker

app_name = "funding"
urlpatterns = [
    path("eligibility/", checker.checker, name="checker"),
    path("eligibility/check/<str:step>/", checker.check, name="check"),
    path("eligibility/result/", checker.check_result, name="check_result"),
]
