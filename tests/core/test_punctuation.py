import pytest
from django.utils import translation

from core.punctuation import in_series


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Land; Sea"), ("fr", "Land\u00a0; Sea"), ("es", "Land; Sea"), (None, "Land; Sea")]
)
def test_series_is_written_as_the_language_does(language, written):
    with translation.override("es"):
        assert in_series(["Land", "Sea"], language) == written
    with translation.override(language):
        assert in_series(iter(["Land", "Sea"])) == written


def test_series_of_one_or_none_has_no_mark():
    assert [in_series([]), in_series(["Land"], "fr")] == ["", "Land"]
