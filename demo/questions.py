"""The questions that the call of the demonstration asks besides the form."""

from applications import services
from funding.models import Call

from .calls import SLUG
from .proposals import person

LANGUAGES = ("en", "fr", "es")


def _in(name, *texts):
    return {f"{name}_{code}": text for code, text in zip(LANGUAGES, texts, strict=True)}


def _choice(*labels):
    return _in("label", *labels)


QUESTIONS = [
    {
        "kind": "CHOICES",
        **_in(
            "text",
            "Which kinds of border does the project concern?",
            "Quels types de frontières le projet concerne-t-il\u00a0?",
            "¿A qué tipos de fronteras se refiere el proyecto?",
        ),
        "choices": [
            _choice("Land", "Terrestres", "Terrestres"),
            _choice("Air", "Aériennes", "Aéreas"),
            _choice("Sea", "Maritimes", "Marítimas"),
        ],
    },
    {
        "kind": "YES_NO",
        **_in(
            "text",
            "Have these countries worked together on this subject before?",
            "Ces pays ont-ils déjà travaillé ensemble sur ce sujet\u00a0?",
            "¿Han trabajado antes juntos estos países en este tema?",
        ),
    },
    {
        "kind": "LONG_TEXT",
        "word_limit": 150,
        **_in(
            "text",
            "What came of it?",
            "Qu’en est-il résulté\u00a0?",
            "¿Qué resultó de ello?",
        ),
        **_in(
            "help",
            "Name the results that are still in use.",
            "Citez les résultats qui servent encore.",
            "Mencione los resultados que aún se utilizan.",
        ),
        "asked_subject": "have_these_countries_worked",
        "asked_operator": "IS",
        "asked_value": "YES_NO:true",
    },
    {
        "kind": "COUNTRY",
        **_in(
            "text",
            "Which country would host the joint secretariat?",
            "Quel pays accueillerait le secrétariat commun\u00a0?",
            "¿Qué país acogería la secretaría conjunta?",
        ),
    },
    {
        "kind": "AMOUNT",
        "is_required": False,
        **_in(
            "text",
            "How much would other donors contribute?",
            "À combien s’élèverait la contribution d’autres donateurs\u00a0?",
            "¿Cuánto aportarían otros donantes?",
        ),
        **_in("help", "In US dollars.", "En dollars des États-Unis.", "En dólares de los Estados Unidos."),
    },
    {
        "kind": "TEXT",
        "is_required": False,
        "is_shown_to_reviewers": False,
        **_in(
            "text",
            "Whom may we call about the timing of the project?",
            "Qui pouvons-nous appeler au sujet du calendrier du projet\u00a0?",
            "¿A quién podemos llamar sobre el calendario del proyecto?",
        ),
        **_in("help", "Name and telephone number.", "Nom et numéro de téléphone.", "Nombre y número de teléfono."),
    },
]


def ensure_questions():
    """Publish the questions of the demonstration's call if it has none; returns how many were made."""
    call = Call.objects.get(slug=SLUG)
    if call.question_sets.exists():
        return 0
    officer = person("sofia.marin")
    draft = services.begin_version(call, by=officer)
    for revision, row in enumerate(QUESTIONS, 1):
        services.keep_question(draft, by=officer, revision=revision, **row)
    services.publish_version(draft, by=officer, revision=len(QUESTIONS) + 1)
    return len(QUESTIONS)
