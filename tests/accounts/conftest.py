import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from ..factories import UserFactory

PASSWORD = "grey otters sing at noon"


@pytest.fixture(autouse=True)
def no_memory_of_attempts():
    """Limits count in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def member(db):
    """Somebody who can sign in: a password and a confirmed address."""
    user = UserFactory(email="mila@example.org", name="Mila Horvat")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    """``posted(client, address, data)``: post, and let the mails of it go out."""

    def post(client, address, data=None, **extra):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {}, **extra)

    return post


def link_of(message):
    """The one address in a mail."""
    [found] = re.findall(r"\w+://\S+", message.body)
    return found


def path_of(address):
    """Without scheme and host."""
    return "/" + address.split("/", 3)[3]


def last_mail():
    return mail.outbox[-1]
