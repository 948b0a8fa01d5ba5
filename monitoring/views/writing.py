"""What the pages on which a report is written share."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

RELATED = ["duty__project", "version__plan"]


def while_written(view):
    """Lead a GET to the report's own page once it was handed on. A POST goes on, so that the service can say why not."""

    @wraps(view)
    def guarded(request, report, *args, **kwargs):
        if request.method == "GET" and not report.is_editable:
            messages.info(request, _("This report was submitted and can no longer be changed."))
            return redirect(report)
        return view(request, report, *args, **kwargs)

    return guarded
