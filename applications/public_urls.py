"""What the application form asks, for everybody."""

from django.urls import path

from . import views

app_name = "questions"
urlpatterns = [
    path("questions/", views.questions, name="list"),
    path("questions.pdf", views.questions_file, {"extension": "pdf"}, name="pdf"),
    path("questions.docx", views.questions_file, {"extension": "docx"}, name="docx"),
]
