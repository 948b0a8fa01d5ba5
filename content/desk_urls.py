"""Where staff answer enquiries and follow pledges."""

from django.urls import path

from .views import enquiries, pledges

app_name = "desk"
urlpatterns = [
    path("enquiries/", enquiries.enquiry_list, name="enquiries"),
    path("enquiries/<str:reference>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<str:reference>/answer/", enquiries.answer, name="answer"),
    path("enquiries/<str:reference>/note/", enquiries.note, name="note"),
    path("enquiries/<str:reference>/assign/", enquiries.assign, name="assign"),
    path("enquiries/<str:reference>/step/<str:name>/", enquiries.step, name="enquiry_step"),
    path("pledges/", pledges.pledge_list, name="pledges"),
    path("pledges/<str:reference>/", pledges.pledge, name="pledge"),
    path("pledges/<str:reference>/plan/", pledges.plan, name="plan"),
    path("pledges/<str:reference>/note/", pledges.note, name="pledge_note"),
    path("pledges/<str:reference>/step/<str:name>/", pledges.step, name="pledge_step"),
]
