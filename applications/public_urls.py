"""What the application form asks, for everybody."""

from django.urls import path

from .views import questions

app_name = "questions"
urlpatterns = [
    path("questions/", questions.questions, name="list"),
    path("questions.pdf", questions.questions_file, {"extension": "pdf"}, name="pdf"),
    path("questions.docx", questions.questions_file, {"extension": "docx"}, name="docx"),
    path("questions/<slug:slug>/", questions.questions, name="call"),
    path("questions/<slug:slug>.pdf", questions.questions_file, {"extension": "pdf"}, name="call_pdf"),
    path("questions/<slug:slug>.docx", questions.questions_file, {"extension": "docx"}, name="call_docx"),
]
