"""Featured stories of real projects. Every fact in them stands in the project's public summary; nothing is added."""

from projects import services
from projects.models import Project, Story

from .proposals import person

# project, and its title in English, French and Spanish
STORIES = [
    (
        "PX.0009",
        "A new route along the coast",
        "Un nouvel itinéraire le long de la côte",
        "Una nueva ruta por la costa",
    ),
    (
        "PX.0220",
        "Help on distant islands",
        "De l’aide sur des îles lointaines",
        "Ayuda en islas distantes",
    ),
    (
        "PO.0076",
        "Where the laws on migration are made",
        "Là où se font les lois sur les migrations",
        "Donde se hacen las leyes sobre migración",
    ),
]


def ensure_stories():
    """Make the stories that do not exist yet; returns how many were made."""
    projects = {project.address: project for project in Project.objects.public().filter(stories=None)}
    missing = [row for row in STORIES if row[0] in projects]
    for position, (address, *titles) in enumerate(missing, 1):
        project, fields = projects[address], {}
        for language, title in zip(("en", "fr", "es"), titles, strict=True):
            first, rest = getattr(project, f"summary_{language}").split(". ", 1)
            fields |= {f"title_{language}": title, f"lead_{language}": f"{first}.", f"text_{language}": rest}
        story = Story(project=project, position=position, is_public=True, **fields)
        services.keep_story(story, by=person("sofia.marin"), changed=sorted(fields))
    return len(missing)
