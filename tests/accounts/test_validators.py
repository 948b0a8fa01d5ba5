import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


def codes(password, **person):
    try:
        validate_password(password, User(**person))
    except ValidationError as error:
        return {item.code for item in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password", ["grey otters sing at noon", "x7!kQ-92_zzPw;4vB", "trois cafés très serrés", "миграция и чай зимой"]
)
def test_good_passwords_pass(password):
    assert codes(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("grey otters si", "password_too_short"),
        ("a b" * 43, "password_too_long"),
        ("IOM Development Fund 2026", "password_guessable"),
        ("Migración-Fondo-OIM", "password_guessable"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_guessable"),
        ("123456789012345", "password_guessable"),
        ("qwertyuiop12345678", "password_guessable"),
        ("mot de passe 2026!", "password_guessable"),
    ],
)
def test_bad_passwords_are_refused(password, code):
    assert code in codes(password)


def test_password_of_128_characters_passes():
    assert codes(("grey otters sing at noon " * 6)[:128]) == set()


def test_own_name_twice_is_guessable():
    assert codes("Nia Novák, Nia Novák", name="Nia Novak") == {"password_guessable"}


@pytest.mark.parametrize("person", [{"name": "Bartholomew Featherstone"}, {"email": "bartholomew.featherstone@x.org"}])
def test_password_like_the_person_is_refused(person):
    assert "password_too_similar" in codes("bartholomewfeatherstone", **person)
