"""The demonstration's news: made once, in three languages, with a described picture, and nobody is told of them."""

import json
from pathlib import Path

import projects
from accounts.services import ensure_demo_people
from content.models import Article
from demo.news import NEWS, ensure_news
from notifications.models import OutboxMail
from projects.models import ArticleSubjects
from projects.services import import_projects

DATA = Path(projects.__file__).parent / "data"


def test_news_are_made_once_with_pictures_and_subjects(reference, settings, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    ensure_demo_people()
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)

    assert (ensure_news(), ensure_news()) == (len(NEWS), 0)

    for article in Article.objects.select_related("page"):
        assert sorted(article.page.editions.filter(state="PUBLIC").values_list("language", flat=True)) == [
            "en",
            "es",
            "fr",
        ]
        photo = article.photos.get()
        assert (bool(photo.alt_en), bool(photo.alt_fr), bool(photo.alt_es)) == (True, True, True)
    named = {row.article.slug: row.projects.count() for row in ArticleSubjects.objects.select_related("article__page")}
    assert named == {slug: len(keys) for slug, _day, _picture, _countries, _themes, keys in map(tuple, NEWS)}
    assert OutboxMail.objects.count() == 0
