"""What was there before rubrics, reviews and releases: criteria become rubric 1, finished scores reviews, letters released."""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone


def carry_over(apps, schema_editor):
    """Criteria in use keep their weight, others count nothing; finished assignments and decisions get their new rows."""

    def model(name):
        return apps.get_model("reviews", name)

    if model("Criterion").objects.exists():
        _carry_rubric(model)
    for assignment in model("Assignment").objects.filter(scores__isnull=False).distinct():
        _carry_review(model, assignment)
    for decision in model("Decision").objects.all():
        release = model("Release").objects.create(
            prepared_by=decision.recommended_by, released_by=decision.decided_by, released_at=decision.decided_at
        )
        model("Release").objects.filter(pk=release.pk).update(prepared_at=decision.decided_at)
        model("Letter").objects.create(release=release, decision=decision, text=decision.letter)


def _carry_rubric(model):
    rubric = model("Rubric").objects.create(number=1)
    shipped = json.loads((Path(__file__).parent.parent / "data" / "rubric.json").read_text(encoding="utf-8"))
    for step in shipped["scale"]:
        model("ScaleStep").objects.create(rubric=rubric, name=step["name_en"], **step)
    model("Criterion").objects.update(rubric=rubric)
    model("Criterion").objects.filter(is_active=False, scores=None).delete()
    model("Criterion").objects.filter(is_active=False).update(weight=0)
    model("Assignment").objects.update(rubric=rubric)
    model("Rubric").objects.filter(pk=rubric.pk).update(state="PUBLISHED", published_at=timezone.now())


def _carry_review(model, assignment):
    scores = list(assignment.scores.select_related("criterion"))
    model("Review").objects.create(
        assignment=assignment,
        number=1,
        submission=assignment.submission,
        marks={score.criterion.code: score.mark for score in scores},
        comments={score.criterion.code: score.comment for score in scores if score.comment},
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_review_rounds")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
