"""Reviews at every stage: who was asked, who has begun, who is done."""

import pytest

from reviews import services
from reviews.models import Assignment


@pytest.fixture
def reviewed(application_in):
    """A proposal with one review handed in (Rita) and one reviewer who has not declared yet (Raul)."""
    return application_in("reviewed")


@pytest.fixture
def done(reviewed, reviewer):
    """Rita's assignment: handed in."""
    return Assignment.objects.get(application=reviewed, reviewer=reviewer)


@pytest.fixture
def begun(reviewed, reviewer2):
    """Raul's assignment: declared, to score."""
    return services.declare(reviewed.assignments.get(reviewer=reviewer2), by=reviewer2, has_conflict=False)
