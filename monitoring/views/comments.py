"""Comments on the figures and texts of a report: pages of their own, which work without scripts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import allows, get_visible_or_404, requires
from plans.selectors import framework

from ..forms.steps import CommentForm
from ..models import Report
from ..selectors.comments import content_of, place_of, threads_on, titled, titles_of
from ..services import comments as services

RELATED = ["duty__project", "version__plan"]
A_PAGE = 20


@require_safe
@requires("monitoring.view", Report, "key", related=RELATED)
def comments(request, report):
    """Everything said about the report, what is open first."""
    page = Paginator(threads_on(report), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = titled(page.object_list, report, titles_of(report, framework(report.version)))
    return render(request, "monitoring/comments.html", {"report": report, "page": page})


@requires("monitoring.view", Report, "key", related=RELATED)
def comments_on(request, report, target):
    """What is said about one figure or text, and a new comment on it."""
    form = CommentForm(request.POST or None)
    if form.is_valid() and form.attempt(
        services.comment_on, report, target, by=request.user, text=form.cleaned_data["comment"]
    ):
        messages.success(request, _("Your comment is written."))
        return redirect("monitoring:comments_on", key=report.key, target=target)
    return _show(request, report, target, form)


@require_POST
@requires("monitoring.comment", Report, "key", related=RELATED)
def answer(request, report, pk):
    """Answer in a thread."""
    thread = _thread(request, report, pk)
    form = CommentForm(request.POST, thread=thread)
    if form.is_valid() and form.attempt(services.answer, thread, by=request.user, text=form.cleaned_data["comment"]):
        messages.success(request, _("Your answer is written."))
        return redirect(thread)
    return _show(request, report, thread.target, form)


@require_POST
@requires("monitoring.comment", Report, "key", related=RELATED)
def resolve(request, report, pk):
    """Close a thread."""
    thread = services.resolve(_thread(request, report, pk), by=request.user)
    messages.success(request, _("Resolved."))
    return redirect(thread)


@require_POST
@requires("monitoring.comment", Report, "key", related=RELATED)
def reopen(request, report, pk):
    """Open a thread again."""
    thread = services.reopen(_thread(request, report, pk), by=request.user)
    messages.success(request, _("Open again."))
    return redirect(thread)


def _thread(request, report, pk):
    thread = get_visible_or_404(report.comments.threads(), request.user, pk=pk)
    thread.report = report
    return thread


def _show(request, report, target, form):
    """The comments of a place with their forms; ``form`` may be one that came back with errors."""
    place = place_of(report, target)
    if place is None:
        raise Http404
    threads = list(threads_on(report, place))
    for thread in threads:
        is_returned = form.thread is not None and form.thread.pk == thread.pk
        thread.form = form if is_returned else CommentForm(thread=thread)
    is_open = report.state in Report.OPEN
    context = {
        "report": report,
        "place": place,
        "said": content_of(report, place),
        "threads": threads,
        "form": form if form.thread is None else CommentForm(),
        "language": report.version.plan.language,
        "may_comment": is_open and allows(request.user, "monitoring.comment", report),
    }
    return render(request, "monitoring/comments_on.html", context)
