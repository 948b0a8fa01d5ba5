"""Reading a plan: the work plan over months, and documents to read, print and download."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import requires
from core.documents import CONTENT_TYPES, download
from core.panels import collect

from ..exports import DOCUMENTS, TITLES
from ..exports.workplan import part
from ..models import PlanVersion
from ..selectors import framework, whole


def _holder(version):
    return next(iter(collect("plan_holder", version)), None)


def _document(version, name):
    """A document by its name in addresses; 404 for others."""
    if name not in DOCUMENTS:
        raise Http404
    holder = _holder(version)
    return DOCUMENTS[name](whole(version), holder), holder


@require_safe
@requires("plans.view", PlanVersion)
def workplan(request, version):
    """The work plan as bars over months, and as a table."""
    tree = framework(version)
    context = {
        "version": version,
        "part": part(tree),
        "holder": _holder(version),
    }
    return render(request, "plans/workplan.html", context)


@require_safe
@requires("plans.view", PlanVersion)
def overview(request, version):
    """What can be read, printed and downloaded."""
    about = [
        ("results", _("Results with indicators, milestones and assumptions; risks and cross-cutting concerns.")),
        ("workplan", _("Activities over the months with who answers for them and their milestones.")),
        ("budget", _("Lines with how each was worked out, and the totals by part, result and half-year.")),
    ]
    context = {
        "version": version,
        "documents": [(name, TITLES[name], text) for name, text in about],
        "extensions": list(CONTENT_TYPES),
        "holder": _holder(version),
    }
    return render(request, "plans/documents.html", context)


@require_safe
@requires("plans.view", PlanVersion)
def read(request, version, name):
    """A document as a page to read and print."""
    document, holder = _document(version, name)
    context = {
        "version": version,
        "document": document,
        "name": name,
        "extensions": list(CONTENT_TYPES),
        "holder": holder,
    }
    return render(request, "plans/document.html", context)


@require_safe
@requires("plans.view", PlanVersion)
def file(request, version, name, extension):
    """A document as a file; its name says the same in every language."""
    document, holder = _document(version, name)
    reference = (holder.reference if holder else "") or f"plan-{str(version.pk)[:8]}"
    return download(document, extension, name=f"{reference}-v{version.number}-{name}")
