"""Comments of the team on the parts of a proposal: beside the part in place, and on pages of their own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, get_visible_or_404, requires
from core.errors import DomainError

from .. import selectors
from ..forms.comments import ChangeCommentForm, CommentForm
from ..models import Application, Comment
from ..sections import parts_of
from ..services import comments as services
from ..services import team_of


@requires("applications.comment", Application, "key")
def comments(request, application):
    """Everything said about the proposal, what is open first."""
    discussion = selectors.discussion_on(application, number=request.GET.get("page"))
    return render(request, "applications/comments.html", {"application": application, "discussion": discussion})


@requires("applications.comment", Application, "key")
def comments_on(request, application, part):
    """What is said about one part, and a new comment on it."""
    if part not in parts_of(application):
        raise Http404
    form = CommentForm(request.POST or None, people=_colleagues(request, application))
    if form.is_valid() and form.carry_out(services.comment_on, application, part, by=request.user):
        return _done(request, application, part, _("Your comment is written."))
    return _show(request, application, part, form)


@require_POST
@requires("applications.comment", Application, "key")
def answer(request, application, pk):
    """Answer in a thread."""
    thread = get_visible_or_404(application.threads.all(), request.user, pk=pk)
    form = CommentForm(request.POST, people=_colleagues(request, application), thread=thread)
    if form.is_valid() and form.carry_out(services.answer, thread, by=request.user):
        return _done(request, application, thread.part, _("Your answer is written."))
    return _show(request, application, thread.part, form)


@require_POST
@requires("applications.comment", Application, "key")
def resolve(request, application, pk):
    """Close a thread."""
    thread = services.resolve(get_visible_or_404(application.threads.all(), request.user, pk=pk), by=request.user)
    return _done(request, application, thread.part, _("Resolved."))


@require_POST
@requires("applications.comment", Application, "key")
def reopen(request, application, pk):
    """Open a thread again."""
    thread = services.reopen(get_visible_or_404(application.threads.all(), request.user, pk=pk), by=request.user)
    return _done(request, application, thread.part, _("Open again."))


@requires("applications.change_comment", Comment)
def change_comment(request, comment):
    """Change one's own comment."""
    thread = comment.thread
    form = ChangeCommentForm(request.POST or None, initial={"text": comment.text})
    if form.is_valid() and form.carry_out(services.change, comment, by=request.user):
        messages.success(request, _("Your comment is changed."))
        return redirect(thread)
    return render(request, "applications/comment.html", {"comment": comment, "thread": thread, "form": form})


@require_POST
@requires("applications.change_comment", Comment)
def delete_comment(request, comment):
    """Delete one's own comment."""
    application, part = comment.thread.application, comment.thread.part
    try:
        services.delete(comment, by=request.user)
    except DomainError as refusal:
        return _done(request, application, part, str(refusal), messages.WARNING)
    return _done(request, application, part, _("Your comment is deleted."))


def _colleagues(request, application):
    """Those whom a comment can be meant for."""
    return [person for person in team_of(application) if person.pk != request.user.pk]


def _done(request, application, part, sentence, level=messages.SUCCESS):
    """Show the part's comments again: in place with htmx, else by a redirect."""
    if request.htmx:
        return _show(request, application, part, said=sentence)
    messages.add_message(request, level, sentence)
    return redirect("applications:comments_on", key=application.key, part=part)


def _show(request, application, part, form=None, said=""):
    """The part's comments with their forms; ``form`` is the one that came back with errors."""
    people = list(form.people.values()) if form else _colleagues(request, application)
    discussion = selectors.discussion_on(application, part, number=request.GET.get("page"))
    for thread in discussion.threads:
        returned = form is not None and form.thread is not None and form.thread.pk == thread.pk
        thread.form = form if returned else CommentForm(people=people, thread=thread)
        for comment in thread.comments.all():
            comment.is_changeable = allows(request.user, "applications.change_comment", comment)
    context = {
        "application": application,
        "discussion": discussion,
        "form": form if form is not None and form.thread is None else CommentForm(people=people),
        "said": said,
        "address": selectors.address_of(application, application.plan.current, part),
    }
    template = "applications/_discussion.html" if request.htmx else "applications/comments_on.html"
    return render(request, template, context)
