"""The catalogue in other formats, beside its pages: files, feeds, cards for other sites, the page about the data."""

from django.urls import path

from .views import api_page, codelists, data, embedding

urlpatterns = [
    path("projects.<str:kind>", data.project_file, name="projects_file"),
    path("projects/<str:address>/fact-sheet.pdf", data.project_fact_sheet, name="project_fact_sheet"),
    path("projects/<str:address>/cite/", data.cite, name="project_cite"),
    path("projects/<str:address>/cite.<str:kind>", data.citation_file, name="project_citation_file"),
    path("open-data/", data.open_data, name="open_data"),
    path("open-data/api/", api_page.description, name="open_data_api"),
    path("open-data/embed/", embedding.builder, name="open_data_embed"),
    path("embed/projects/", embedding.project_list, name="embed_projects"),
    path("embed/projects/<str:address>/", embedding.project_card, name="embed_project"),
    path("codelists/<slug:name>/", codelists.page, name="codelist"),
]
