"""Rows that the database itself refuses to change, whatever code or person tries: triggers on SQLite and PostgreSQL.

``forbid_changes(Model)`` is called beside the model; the triggers are (re)made after each migrate, because SQLite drops
them whenever a migration rebuilds a table, and lifted before it, because they would stop it.
"""

from dataclasses import dataclass

from django.db import connections

UPDATE, DELETE, INSERT = "UPDATE", "DELETE", "INSERT"
_guards = []


@dataclass(frozen=True)
class Guard:
    """One refusal: which operations on which model, and the SQL condition (over OLD or NEW) under which it applies."""

    model: type
    operations: tuple
    condition: str
    name: str

    def message(self):
        """What the database answers."""
        return f"{self.model._meta.db_table} rows are frozen ({self.name})"


def forbid_changes(model, operations=(UPDATE, DELETE), when=None, name="append_only"):
    """Have the database refuse ``operations`` on the table of ``model``.

    ``when`` is an SQL condition written with ``{row}`` for the row in question (OLD, or NEW for INSERT), valid on
    SQLite and PostgreSQL; without it every row is refused.
    """
    _guards.append(Guard(model, tuple(operations), when or "1 = 1", name))


def install(using="default", app_label=None):
    """Make the triggers of all guards (or of one app's), replacing those that exist."""
    connection = connections[using]
    statements = {"postgresql": _postgresql, "sqlite": _sqlite}[connection.vendor]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for guard in _guards:
            if app_label in (None, guard.model._meta.app_label) and guard.model._meta.db_table in existing:
                for statement in statements(guard):
                    cursor.execute(statement)


def lift(using="default"):
    """Take all triggers off an SQLite database: it cannot rebuild a table that the trigger of another one names.

    PostgreSQL can, and keeps them. ``install`` makes them again.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _trigger_names(guard):
    for operation in guard.operations:
        row = "NEW" if operation == INSERT else "OLD"
        name = f"{guard.model._meta.db_table}_{guard.name}_{operation.lower()}"
        yield operation, name, guard.condition.format(row=row)


def _sqlite(guard):
    table = guard.model._meta.db_table
    for operation, name, condition in _trigger_names(guard):
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{guard.message()}'); END"
        )


def _raise(guard):
    return f"RAISE EXCEPTION '{guard.message()}' USING ERRCODE = 'integrity_constraint_violation';"


def _postgresql(guard):
    table = guard.model._meta.db_table
    for operation, name, condition in _trigger_names(guard):
        result = "OLD" if operation == DELETE else "NEW"
        yield (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {condition} THEN {_raise(guard)} END IF; RETURN {result}; END $$"
        )
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    if DELETE in guard.operations:  # TRUNCATE asks no row
        name = f"{table}_{guard.name}_truncate"
        yield (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_raise(guard)} END $$'
        )
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
