"""The public catalogue."""

from django.urls import path

from .views import cards, catalogue, iati, places, stories

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
    path("<str:address>/", catalogue.project_detail, name="detail"),
    path(
        "<str:address>/<slug:slug>/", catalogue.project_detail, name="detail_with_slug"
    ),  # last: it takes any two parts
]
