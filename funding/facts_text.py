"""What a worked case knows of a proposal, as people read and write it: one fact a line, with the way to it.

``budget.lines.1.amount: 20000.00`` is the amount of the first budget line; items are counted from 1. Which kinds of values
there are, the description that the evaluator reads says itself.
"""

import json
import types
import typing
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .evaluator import FactsError, ProposalFacts
from .evaluator.facts import required, step

KINDS = {
    date: (date.fromisoformat, gettext_lazy("“%(value)s” is no day; write it like 2027-01-31")),
    Decimal: (Decimal, gettext_lazy("“%(value)s” is no number; write it like 20000.00")),
    int: (int, gettext_lazy("“%(value)s” is no whole number")),
    bool: (lambda text: {"true": True, "false": False}[text], gettext_lazy("“%(value)s” is neither true nor false")),
}


def lines_of(data, path=""):
    """Plain data as lines "budget.lines.1.amount: 20000.00": what stands deepest, with the way to it, by key."""
    if not isinstance(data, (dict, list)) or (not data and path):
        return [f"{path}: {data if isinstance(data, str) else json.dumps(data)}"]
    rows = sorted(data.items()) if isinstance(data, dict) else enumerate(data, 1)
    return [line for key, value in rows for line in lines_of(value, step(path, key))]


def read_lines(text):
    """The plain data behind the lines of ``text``, ready for ``from_data``; the opposite of ``lines_of``.

    Raises FactsError with a sentence that names the fact: a line without colon, a fact given twice, a key that a
    proposal does not have, one that is missing, a value of another kind.
    """
    tree = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        path, colon, value = (part.strip() for part in line.partition(":"))
        if not (path and colon):
            raise FactsError(_("“%(line)s”: write the fact, a colon and its value") % {"line": line})
        _hang(tree, path, value)
    return _typed(tree, ProposalFacts, "")


def _hang(tree, path, value):
    """Put a value into nested dicts by its way."""
    *way, last = path.split(".")
    for key in way:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            raise FactsError(_("%(fact)s: given twice") % {"fact": path})
    if last in tree:
        raise FactsError(_("%(fact)s: given twice") % {"fact": path})
    tree[last] = value


def _typed(found, hint, path):
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    if isinstance(hint, types.UnionType):
        return None if found == "null" else _typed(found, options[0], path)
    if is_dataclass(hint):
        return _described({} if found == "{}" else found, hint, path)
    if typing.get_origin(hint) in (tuple, frozenset):
        return _listed({} if found == "[]" else found, options[0], path)
    return _value(found, hint, path)


def _described(found, kind, path):
    hints = typing.get_type_hints(kind)
    if not isinstance(found, dict):
        raise FactsError(
            _("%(fact)s: name its parts, for example %(part)s") % {"fact": path, "part": next(iter(hints))}
        )
    if unknown := sorted(set(found) - set(hints)):
        text = _("%(fact)s: not known here. Known are: %(keys)s")
        raise FactsError(text % {"fact": step(path, unknown[0]), "keys": ", ".join(hints)})
    if missing := [step(path, name) for name in required(kind) if name not in found]:
        raise FactsError(_("missing: %(facts)s") % {"facts": ", ".join(missing)})
    return {name: _typed(value, hints[name], step(path, name)) for name, value in found.items()}


def _listed(found, hint, path):
    if not isinstance(found, dict) or sorted(found) != sorted(str(number) for number in range(1, len(found) + 1)):
        raise FactsError(_("%(fact)s: number its items from 1, each on its line") % {"fact": path})
    return [_typed(found[str(number)], hint, step(path, number)) for number in range(1, len(found) + 1)]


def _value(found, hint, path):
    """The value as plain data keeps it: days and amounts stay text."""
    if isinstance(found, dict):
        raise FactsError(_("%(fact)s: has no parts; write its value behind the colon") % {"fact": path})
    if hint not in KINDS:
        return found
    read, sentence = KINDS[hint]
    try:
        value = read(found)
    except (ValueError, InvalidOperation, KeyError) as error:
        raise FactsError(f"{path}: {sentence % {'value': found}}") from error
    return value if hint in (int, bool) else found
