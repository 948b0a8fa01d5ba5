"""IATI: the file of all activities, the file of one, and for the Fund's people what they lack."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import last_modified

from core.access import get_visible_or_404, requires

from ..iati.checking import Level
from ..iati.publishing import CONTENT_TYPE, one_file
from ..models import IatiActivity, Project, PublicRecord
from ..selectors import activities
from .conditional import unchanged_since_revision
from .machines import for_machines


def _last_change(request):
    return activities.last_change()


@for_machines("download_data")
@unchanged_since_revision
@last_modified(_last_change)
def all_activities(request):
    """The file of all exported projects, streamed; the same bytes until something changes. 404 while it has none."""
    if not IatiActivity.objects.filter(is_exported=True).exists():
        raise Http404
    content = b"" if request.method == "HEAD" else activities.file_of_all(activities.last_change())
    return StreamingHttpResponse(content, content_type=CONTENT_TYPE)


def _change_of(request, address):
    return activities.change_of(address)


@for_machines("read_data")
@unchanged_since_revision
@last_modified(_change_of)
def activity(request, address):
    """The file of one project; 404 where a rule keeps it out of the file."""
    exported = PublicRecord.objects.filter(activity__is_exported=True).select_related("activity").only("activity")
    record = get_visible_or_404(exported, request.user, address=address)
    return HttpResponse(one_file(record.activity), content_type=CONTENT_TYPE)


@requires("projects.see_readiness")
def overview(request):
    """All public projects with what their activities lack, by level."""
    level = request.GET.get("level", "")
    page = Paginator(activities.overview(level), 25).get_page(request.GET.get("page"))
    counts = activities.counts()
    tabs = [
        (name, label, counts[name.lower()])
        for name, label in (*Level.choices, (activities.READY, _("Nothing to mend")))
    ]
    rows = [(record, *activities.gravest(record, level)) for record in page]
    context = {"page": page, "rows": rows, "counts": counts, "tabs": tabs, "level": level}
    return render(request, "projects/iati.html", context)


@requires("projects.see_readiness", Project, "address", related=["plan", "application"])
def readiness(request, project):
    """What a project's activity lacks, where that is mended, what it leaves out, and the activity itself."""
    found = activities.readiness_of(project, request.user)
    return render(request, "projects/iati_project.html", {"project": project, "readiness": found})
