"""Who may open what. Every view declares ``public``, ``signed_in`` or ``requires``; a system check refuses others.

Not allowed is 403 for an area and 404 for an object, so that nobody learns what exists.
"""

from functools import wraps

import rules
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.urls import URLResolver, get_resolver

PUBLIC, SIGNED_IN = "public", "signed_in"


def allows(user, rule, obj=None):
    """Whether ``user`` has ``rule``, on ``obj`` if given.

    Asks the declared predicate alone: being superuser opens nothing. Raises KeyError for a rule nobody declared.
    """
    if not rules.perm_exists(rule):
        raise KeyError(f"undeclared rule: {rule}")
    return bool(user and user.is_active and rules.has_perm(rule, user, obj))


def public(view):
    """Declare that anybody may open ``view``."""
    view.access_rule = PUBLIC
    return login_not_required(view)


def signed_in(view):
    """Declare that every signed-in person may open ``view``; what it shows is theirs alone."""
    view.access_rule = SIGNED_IN
    return view


def requires(rule, model=None, key="pk", *, related=()):
    """Declare that ``view`` needs ``rule``.

    Without ``model`` the rule guards an area (403). With it, the view gets the object instead of its key: loaded
    through ``model.objects.visible_to(user)`` by the URL argument ``key``, then held against the rule (404 for both).
    ``related``: what the page shows of it besides, to be loaded along (``select_related``).
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if model is None:
                if not allows(request.user, rule):
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            found = model.objects.select_related(*related) if related else model
            obj = get_visible_or_404(found, request.user, **{key: kwargs.pop(key)})
            if not (is_visibility(rule, model) or allows(request.user, rule, obj)):
                raise Http404
            return view(request, obj, *args, **kwargs)

        guarded.access_rule = rule
        return guarded

    return decorate


def get_visible_or_404(model_or_queryset, user, **lookup):
    """The one object of ``lookup`` among those ``visible_to(user)``; Http404 for none and for a malformed key."""
    queryset = model_or_queryset.objects.all() if hasattr(model_or_queryset, "objects") else model_or_queryset
    try:
        return queryset.visible_to(user).get(**lookup)
    except (queryset.model.DoesNotExist, ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error


_also_visible = {}


def also_visible(model, condition):
    """Let an upper app show objects of a lower app's ``model``: ``condition(user)`` is a Q added to ``visible_to``."""
    if condition not in _also_visible.setdefault(model._meta.label_lower, []):
        _also_visible[model._meta.label_lower].append(condition)


def visible_besides(model, user):
    """The Q of all conditions that upper apps added for ``model``; matches nothing if there are none."""
    found = Q(pk__in=[])
    for condition in _also_visible.get(model._meta.label_lower, []):
        found |= condition(user)
    return found


def widen(rule, predicate):
    """Let an upper app allow ``rule`` of a lower app in a further case; both stay readable where they are written."""
    rules.set_perm(rule, rules.permissions.permissions[rule] | predicate)


def sees(model):
    """The predicate "may see this object", answered by the list itself, so that list and page cannot disagree."""

    @rules.predicate(name=f"sees:{model._meta.label_lower}")
    def predicate(user, obj):
        return isinstance(obj, model) and model.objects.visible_to(user).filter(pk=obj.pk).exists()

    predicate.model = model
    return predicate


def is_visibility(rule, model):
    """Whether ``rule`` says nothing but ``sees(model)``: what was loaded through ``visible_to`` has passed it."""
    return getattr(rules.permissions.permissions[rule], "model", None) is model


def declared_rule(view):
    """The rule a URL callback declares, or None. Views of Django's admin are guarded by the admin site as a whole."""
    if hasattr(view, "admin_site") or hasattr(view, "model_admin"):
        return "admin"
    return getattr(view, "access_rule", None) or getattr(getattr(view, "view_class", None), "access_rule", None)


def routes(patterns=None, prefix="", namespaces=()):
    """Yield (route, name, callback) for every address of the portal."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = namespaces + ((entry.namespace,) if entry.namespace else ())
            yield from routes(entry.url_patterns, route, inner)
        else:
            yield route, ":".join((*namespaces, entry.name or "?")), entry.callback
