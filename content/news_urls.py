"""Where staff keep the news."""

from django.urls import path

from .views import kept_news

app_name = "articles"
urlpatterns = [
    path("", kept_news.article_list, name="list"),
    path("new/", kept_news.new_article, name="new"),
    path("<int:pk>/", kept_news.article_detail, name="detail"),
    path("<int:pk>/photos/new/", kept_news.add_photo, name="add_photo"),
    path("photos/<int:pk>/", kept_news.photo, name="photo"),
    path("photos/<int:pk>/move/", kept_news.move_photo, name="move_photo"),
    path("photos/<int:pk>/remove/", kept_news.remove_photo, name="remove_photo"),
]
