"""A plan version as documents: results matrix, work plan, budget. What each says is built here; ``core.documents`` makes it."""

from . import budget, results, workplan

DOCUMENTS = {"results": results.document, "workplan": workplan.document, "budget": budget.document}
TITLES = {"results": results.TITLE, "workplan": workplan.TITLE, "budget": budget.TITLE}
