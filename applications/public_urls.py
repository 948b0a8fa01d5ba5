"""What everybody may open: the questions of the form, and the page on which a government adds its letter."""

from django.urls import path

from .views import letter_requests, questions

app_name = "questions"
urlpatterns = [
    path("questions/", questions.questions, name="list"),
    path("questions.pdf", questions.questions_file, {"extension": "pdf"}, name="pdf"),
    path("questions.docx", questions.questions_file, {"extension": "docx"}, name="docx"),
    path("letters/<str:token>/", letter_requests.answer, name="letter"),
    path("questions/<slug:slug>/", questions.questions, name="call"),
    path("questions/<slug:slug>.pdf", questions.questions_file, {"extension": "pdf"}, name="call_pdf"),
    path("questions/<slug:slug>.docx", questions.questions_file, {"extension": "docx"}, name="call_docx"),
]
