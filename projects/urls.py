"""The public catalogue."""

from django.urls import path

from .views import catalogue, following

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path("follow/", following.follow, name="follow"),
    path("follow/asked/", following.follow_asked, name="follow_asked"),
    path("following/<str:token>/confirm/", following.confirm_following, name="confirm_following"),
    path("following/<str:token>/stop/", following.stop_following, name="stop_following"),
    path("following/<str:token>/frequency/", following.change_frequency, name="change_frequency"),
    path("followed/<str:key>/", following.followed, name="followed"),
    path("followed/<str:key>/stop/", following.stop_all, name="stop_all"),
    path("<str:address>/", catalogue.project_detail, name="detail"),
]
