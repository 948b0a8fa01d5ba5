"""The public catalogue."""

from django.urls import path

from .views import cards, catalogue, following, iati, places, stories

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path("<str:address>/iati.xml", iati.activity, name="iati"),
    path("countries/", places.index, {"kind": "country"}, name="countries"),
    path("countries/<str:code>/", places.place_page, {"kind": "country"}, name="country"),
    path("regions/", places.index, {"kind": "region"}, name="regions"),
    path("regions/<str:code>/", places.place_page, {"kind": "region"}, name="region"),
    path("themes/", places.index, {"kind": "theme"}, name="themes"),
    path("themes/<str:code>/", places.place_page, {"kind": "theme"}, name="theme"),
    path("sdg/", places.index, {"kind": "sdg"}, name="sdgs"),
    path("sdg/<str:code>/", places.place_page, {"kind": "sdg"}, name="sdg"),
    path("years/", places.index, {"kind": "year"}, name="years"),
    path("years/<str:code>/", places.place_page, {"kind": "year"}, name="year"),
    path("stories/", stories.story_list, name="stories"),
    path("stories/<slug:slug>/", stories.story_page, name="story"),
    path("<str:address>/card.png", cards.card, name="card"),
    path("follow/", following.follow, name="follow"),
    path("follow/asked/", following.follow_asked, name="follow_asked"),
    path("following/<str:token>/confirm/", following.confirm_following, name="confirm_following"),
    path("following/<str:token>/stop/", following.stop_following, name="stop_following"),
    path("following/<str:token>/frequency/", following.change_frequency, name="change_frequency"),
    path("followed/<str:key>/", following.followed, name="followed"),
    path("followed/<str:key>/stop/", following.stop_all, name="stop_all"),
    path("<str:address>/", catalogue.project_detail, name="detail"),
    path(
        "<str:address>/<slug:slug>/", catalogue.project_detail, name="detail_with_slug"
    ),  # last: it takes any two parts
]
