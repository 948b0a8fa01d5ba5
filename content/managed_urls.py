"""Where staff keep the site's pages."""

from django.urls import path

from .views import editions, kept, links

app_name = "pages"
urlpatterns = [
    path("", kept.page_list, name="list"),
    path("links/", links.link_list, name="links"),
    path("links/check/", links.check, name="check_links"),
    path("new/", kept.new_page, name="new"),
    path("<int:pk>/", kept.page_detail, name="detail"),
    path("<int:pk>/move/", kept.move, name="move"),
    path("<int:pk>/<str:language>/", editions.begin, name="begin"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/write/", editions.write, name="write"),
    path("editions/<int:pk>/publish/", editions.publish, name="publish"),
    path("editions/<int:pk>/schedule/", editions.schedule, name="schedule"),
    path("editions/<int:pk>/unschedule/", editions.unschedule, name="unschedule"),
    path("editions/<int:pk>/drop/", editions.drop, name="drop"),
    path("editions/<int:pk>/withdraw/", editions.withdraw, name="withdraw"),
    path("editions/<int:pk>/restore/", editions.restore, name="restore"),
]
