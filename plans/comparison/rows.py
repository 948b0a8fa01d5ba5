"""The rows of a version's data as a flat list in reading order, and which of them have moved."""

from dataclasses import dataclass, field

RESULT, INDICATOR, ACTIVITY, LINE, RISK, MARKER = "result", "indicator", "activity", "line", "risk", "marker"
OBJECTIVE, OUTCOME, OUTPUT = "OBJECTIVE", "OUTCOME", "OUTPUT"


@dataclass(frozen=True)
class Row:
    """One row: identity through time, what it stands under (a lineage), its number, its title, all that it says."""

    kind: str
    lineage: str
    parent: str = ""
    number: str = ""
    title: str = ""
    level: str = ""
    data: dict = field(default_factory=dict, hash=False)

    @property
    def key(self):
        """What joins the same row of two versions."""
        return self.kind, self.lineage


def results_of(data):
    """Objective, outcomes and outputs, each followed by its indicators and activities."""
    rows = []
    objective = data.get("objective")
    if objective:
        rows += _node(objective, OBJECTIVE, "")
    root = objective["lineage"] if objective else ""
    for outcome in data.get("outcomes") or ():
        rows += _node(outcome, OUTCOME, root)
        for output in outcome.get("outputs") or ():
            rows += _node(output, OUTPUT, outcome["lineage"])
    return rows


def _node(node, level, parent):
    lineage = node["lineage"]
    row = Row(RESULT, lineage, parent, node.get("code", ""), node.get("statement", ""), level, node)
    indicators = [
        Row(INDICATOR, it["lineage"], lineage, "", it["title"], "", it) for it in node.get("indicators") or ()
    ]
    activities = [
        Row(ACTIVITY, it["lineage"], lineage, it.get("code", ""), it["title"], "", it)
        for it in node.get("activities") or ()
    ]
    return [row, *indicators, *activities]


def lines_of(data):
    """The budget lines. Each says by lineage which activity it follows: its number may be another's in another version."""
    activities = {row.number: row for row in results_of(data) if row.kind == ACTIVITY}
    rows = []
    for line in data.get("lines") or ():
        followed = activities.get(line.get("activity"))
        found = line | {"activity": (followed.lineage, f"{followed.number} {followed.title}") if followed else None}
        rows.append(Row(LINE, line["lineage"], "", str(line["position"]), line["description"], "", found))
    return rows


def risks_of(data):
    """The risks; None where the data are older than risks."""
    if "risks" not in data:
        return None
    return [Row(RISK, it["lineage"], "", str(it["position"]), it["description"], "", it) for it in data["risks"]]


def markers_of(data):
    """The cross-cutting concerns, one a theme; None where the data are older than they."""
    if "cross_cutting" not in data:
        return None
    return [Row(MARKER, it["theme"], title=it["theme"], data=it) for it in data["cross_cutting"]]


def joined(old, new):
    """Pairs (old row or None, new row or None) in the new order; a removed row stands after what it followed."""
    before, after = {row.key: row for row in old}, {row.key: row for row in new}
    order = [row.key for row in new]
    at = 0
    for row in old:
        if row.key in after:
            at = order.index(row.key) + 1
        else:
            order.insert(at, row.key)
            at += 1
    return [(before.get(key), after.get(key)) for key in order]


def moved(old, new):
    """Keys of rows that stand under something else, or in another order among the siblings that both versions have."""
    before, after = {row.key: row for row in old}, {row.key: row for row in new}
    stayed = {key for key in before.keys() & after.keys() if before[key].parent == after[key].parent}
    found = (before.keys() & after.keys()) - stayed
    places = {(row.kind, row.parent) for row in old if row.key in stayed}
    for place in places:
        first, second = (
            [row.key for row in rows if row.key in stayed and (row.kind, row.parent) == place] for rows in (old, new)
        )
        found |= set(first) - set(_kept_order(first, second))
    return found


def _kept_order(first, second):
    """The most keys that keep their order in both lists (of the same keys).

    Of several such choices the one that comes first by its keys, so that it is the same whichever list is the older.
    """
    if first == second:
        return tuple(first)
    place = {key: number for number, key in enumerate(second)}
    chains = []
    for key in first:
        before = [chain for chain in chains if place[chain[-1]] < place[key]]
        chains.append((*min(before, key=_longest_then_first, default=()), key))
    return min(chains, key=_longest_then_first, default=())


def _longest_then_first(chain):
    return -len(chain), chain
