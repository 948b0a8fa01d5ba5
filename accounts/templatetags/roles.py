from django import template

from accounts.roles import Role

register = template.Library()


@register.filter
def role_name(code):
    """``{{ "REVIEWER"|role_name }}`` → "Reviewer" in the active language; a retired code stays a code."""
    return Role(code).label if code in Role.values else code
