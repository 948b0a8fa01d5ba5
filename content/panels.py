"""What the site's pages add to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import NavItem


def navigation(user):
    """The pages, for those who keep them."""
    return (
        [NavItem(_("Pages of the site"), "pages:list", "file-earmark-text")]
        if user.has_capability("keep_pages")
        else []
    )
