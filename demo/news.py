"""News of the demonstration, written and published through the portal's own steps, with drawn pictures."""

from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from content import services
from content.models import Article
from content.shipped import shipped_pages
from funding.models import Country, Theme
from projects.models import Project
from projects.services.subjects import keep_subjects

from . import pictures
from .news_words import ALTS
from .proposals import person

CREDIT = "IOM Development Fund"
FOLDER = Path(__file__).parent / "data" / "news"
# slug, date, picture, codes of countries, themes, projects (code or PRIMA ID)
NEWS = [
    ("migration-profiles", date(2025, 9, 16), pictures.profiles, ["DJ", "RW"], ["PR"], ["PR.0197"]),
    ("zambia-migration-profile", date(2025, 11, 4), pictures.columns, ["ZM"], ["PR"], ["PR.0216"]),
    ("more-than-a-thousand-projects", date(2025, 12, 1), pictures.journeys, [], [], []),
    (
        *("parliaments-in-southern-africa", date(2026, 3, 10), pictures.parliament),
        *(["BW", "LS", "MW", "NA", "ZW"], ["PO"], ["PO.0076"]),
    ),
    ("climate-and-mobility-in-nigeria", date(2026, 6, 5), pictures.climate, ["NG"], ["NC"], ["NC.0156"]),
    ("labour-pathways-in-the-pacific", date(2026, 9, 22), pictures.islands, ["PW", "WS", "SB"], ["IB"], ["WS10P0504"]),
]  # fmt: skip


def ensure_news():
    """Make the articles that do not exist yet, public in three languages; returns how many. Nobody is told of old news."""
    known = set(Article.objects.values_list("page__path", flat=True))
    words = {one.path: one.words for one in shipped_pages(FOLDER)}
    missing = [row for row in NEWS if f"news/{row[0]}" not in known]
    for slug, day, drawing, *about in missing:
        article = _written(slug, day, words[slug])
        _illustrated(article, slug, drawing)
        _subjects(article, *about)
    return len(missing)


def _written(slug, day, words):
    officer, title = person("sofia.marin"), words["en"]["title"]
    edition = services.make_article(by=officer, title=title, language="en", slug=slug, dated_on=day, is_announced=False)
    article = edition.page.article
    for language, texts in words.items():
        draft = services.begin_edition(article.page, language, by=officer)
        draft = services.write_edition(draft, by=officer, revision=draft.revision, **texts)
        services.publish_edition(draft, by=officer)
    return article


def _illustrated(article, slug, drawing):
    words = {f"alt_{language}": text for language, text in ALTS[slug].items()}
    file = SimpleUploadedFile(f"{drawing.__name__}.png", pictures.png(drawing), "image/png")
    services.add_photo(article, by=person("sofia.marin"), file=file, credit=CREDIT, **words)


def _subjects(article, countries, themes, projects):
    public = Project.objects.public().filter(Q(code__in=projects) | Q(prima_id__in=projects))
    found = {
        "countries": list(Country.objects.filter(pk__in=countries)),
        "themes": list(Theme.objects.filter(pk__in=themes)),
    }
    keep_subjects(article, by=person("sofia.marin"), projects=list(public), **found)
