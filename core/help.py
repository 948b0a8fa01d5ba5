"""Which page of the site explains a screen of the workspace.

Apps declare it through ``core.panels`` under the place "help": pairs of a URL name, or the namespace of many, and a
``Help``. The name counts before its namespace.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from .panels import collect


@dataclass(frozen=True)
class Help:
    """A page (its address below the language) and the anchor of a heading on it.

    ``instead``: pairs of a capability and the ``Help`` for those who have it; the first that fits counts.
    """

    path: str
    anchor: str
    instead: tuple = ()

    def of(self, user):
        """What explains the screen to ``user``."""
        return next((other for capability, other in self.instead if user.has_capability(capability)), self)

    @property
    def url(self):
        """Its address in the active language; "" while no app shows pages."""
        try:
            return f"{reverse('page', kwargs={'path': self.path})}#{self.anchor}"
        except NoReverseMatch:
            return ""


def declared():
    """URL name or namespace → ``Help``, of all apps."""
    return dict(collect("help"))


def help_url(request):
    """The address of what explains the present screen to a signed-in reader; "" where nothing does. Asks no database."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return ""
    found = declared()
    explained = found.get(match.view_name) or found.get(match.namespace)
    return explained.of(user).url if explained else ""
