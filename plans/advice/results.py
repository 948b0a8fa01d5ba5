"""Advice on statements of results and on activities."""

from .findings import Advice, Place
from .reading import read

VAGUE_UP_TO = 5  # words with weight; whoever writes more has said something
OBJECTIVE_VERBS_APART = 3  # words: "prevent and combat trafficking" is one objective, not two


def on_result(node, level, language):
    """Advice on the statement of ``node``; ``level`` is objective, outcome or output."""
    statement = read(node.get("statement", ""), language)
    if not statement.text:
        return
    place = Place.of(node, level, node["statement"])
    for code, is_wrong in CHECKS[level]:
        if is_wrong(statement):
            yield Advice(code, place)


def on_activity(activity, language):
    """Advice on the title of ``activity``."""
    statement = read(activity.get("title", ""), language)
    if statement.text and reads_as_result(statement):
        yield Advice("ACTIVITY_AS_RESULT", Place.of(activity, "activity", activity["title"]))


def reads_as_output(outcome):
    """Whether an outcome only says that something was made or somebody was taught, and nobody does anything with it."""
    return not outcome.is_only_work and outcome.says("made") and not outcome.has("practice")


def reads_as_result(activity):
    """Whether an activity is written as what it leads to."""
    if activity.is_work:
        return False
    return activity.opens_with("stands") or activity.says("made") or activity.says("stands")


def is_vague(result):
    """Whether a result promises that something gets better and says neither who, nor by what, nor how much."""
    if result.has("practice") or result.has("means") or any(word[0].isdigit() for word in result.text.split()):
        return False
    return result.has("change") and len(result.content) <= VAGUE_UP_TO


def is_joined(objective):
    """Whether it strings several objectives together: a verb at its head, and others after "and" or a comma."""
    words, last = objective.words, None
    for verb in words.aim.finditer(objective.core):
        before = objective.core[: verb.start()].rstrip()
        if last is None:
            if before:
                return False
        elif _joins(before, words) and objective.core[last : verb.start()].count(" ") > OBJECTIVE_VERBS_APART:
            return True
        last = verb.end()
    return False


def _joins(before, words):
    return before.endswith(",") or any(joint.end() == len(before) for joint in words.joint.finditer(before))


CHECKS = {
    "objective": [("OBJECTIVE_JOINED", is_joined), ("RESULT_VAGUE", is_vague)],
    "outcome": [
        ("OUTCOME_AS_ACTIVITY", lambda statement: statement.is_only_work),
        ("OUTCOME_AS_OUTPUT", reads_as_output),
        ("RESULT_VAGUE", is_vague),
    ],
    "output": [("OUTPUT_AS_ACTIVITY", lambda statement: statement.is_only_work)],
}
