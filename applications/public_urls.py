"""What the application form asks, for everybody."""

from django.urls import path

from .views import questions

app_name = "questions"
urlpatterns = [
    path("questions/", questions.questions, name="list"),
    path("questions.pdf", questions.questions_file, {"extension": "pdf"}, name="pdf"),
    path("questions.docx", questions.questions_file, {"extension": "docx"}, name="docx"),
]
