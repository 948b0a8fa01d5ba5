"""Delivery by a real Celery worker, over a real Redis, to a real mail server; and what happens when Redis forgets."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
ENQUEUE = """
from django.db import transaction
from notifications.services import enqueue
with transaction.atomic():
    for number in range({number}):
        enqueue(to=f"{name}{{number}}@example.org", subject="{name}", text="text")
"""


class Sink:
    """A mail server that remembers whom mail was for."""

    def __init__(self):
        self.recipients = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 – the name that aiosmtpd calls
        """Take a mail."""
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def wait_for(self, number):
        """The recipients so far, once there are ``number`` or after a while."""
        until = time.monotonic() + 20
        while len(self.recipients) < number and time.monotonic() < until:
            time.sleep(0.1)  # another process delivers: there is nothing to wait on but the mail itself
        return sorted(self.recipients)


@pytest.fixture
def sink():
    """A running mail server; ``sink.port`` is where."""
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def portal(tmp_path, redis_url, sink):
    """``portal("shell", "-c", …)`` runs a command of a portal that has a database, this Redis and this mail server."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "iomfund.settings.development",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
    }

    def run(*words, module=None):
        command = [sys.executable, "-m", module] if module else [sys.executable, "manage.py"]
        return subprocess.Popen(
            [*command, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def finish(*words):
        process = run(*words)
        _out, error = process.communicate(timeout=180)
        assert process.returncode == 0, error.decode()

    finish("migrate", "--verbosity", "0")
    finish.start = run
    return finish


@pytest.mark.redis
def test_worker_delivers_and_a_forgetful_redis_loses_nothing(portal, sink, redis_url):
    import redis

    redis.Redis.from_url(redis_url).flushdb()
    worker = portal.start("--app", "iomfund", "worker", "--pool", "solo", "--loglevel", "ERROR", module="celery")
    try:
        portal("shell", "-c", ENQUEUE.format(number=3, name="first"))
        assert sink.wait_for(3) == [f"first{number}@example.org" for number in range(3)]
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()

    portal("shell", "-c", ENQUEUE.format(number=2, name="second"))
    redis.Redis.from_url(redis_url).flushdb()
    portal("deliver_mail")

    assert sink.wait_for(5)[3:] == [f"second{number}@example.org" for number in range(2)]
