"""A database that is in use can be brought up to date."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BEFORE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([("plans", "0001_initial"), ("funding", "0001_initial")])
"""  # as a portal stands that was begun before its migrations were squashed


@pytest.fixture
def portal(tmp_path):
    """``portal("migrate")``: a command on an SQLite database of its own; ``portal.path`` is its file."""
    path = tmp_path / "portal.sqlite3"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}",
        "DJANGO_SETTINGS_MODULE": "iomfund.settings.development",
    }

    def manage(*words):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)

    manage.path = path
    return manage


def triggers(path):
    with closing(sqlite3.connect(path)) as link:
        return {name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def test_migrations_rebuild_tables_that_triggers_guard(portal):
    portal("shell", "--no-imports", "-v", "0", "-c", BEFORE)
    assert not triggers(portal.path)

    portal("migrate", "--verbosity", "0")

    assert "plans_planversion_approved_update" in triggers(portal.path)
