from django.urls import path

from .views import library

app_name = "lessons"
urlpatterns = [
    path("", library.lesson_list, name="list"),
    path("<int:pk>/", library.lesson_page, name="lesson"),
]
