"""The rubric: what proposals are held against."""

import json
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from ..models import Criterion, Rubric, ScaleStep


@transaction.atomic
def load_rubric():
    """Publish the shipped rubric if there is none yet; what staff keep stays. Returns the number of its criteria."""
    if Rubric.objects.exists():
        return 0
    shipped = json.loads((Path(__file__).parent.parent / "data" / "rubric.json").read_text(encoding="utf-8"))
    rubric = Rubric.objects.create(number=1, note=shipped["note"])
    ScaleStep.objects.bulk_create(ScaleStep(rubric=rubric, **row) for row in shipped["scale"])
    rows = [row | {"weight": Decimal(row["weight"])} for row in shipped["criteria"]]
    Criterion.objects.bulk_create(Criterion(rubric=rubric, **row) for row in rows)
    Rubric.objects.filter(pk=rubric.pk).update(state=Rubric.State.PUBLISHED, published_at=timezone.now())
    return len(rows)
