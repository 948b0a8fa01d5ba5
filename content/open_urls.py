"""Photos of the news, without a language before them."""

from django.urls import path

from .views import news

urlpatterns = [
    path("news-photos/<int:pk>/<slug:digest>/<slug:kind>.<slug:extension>", news.photo, name="news_photo"),
]
