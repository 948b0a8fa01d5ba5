"""Template tags and filters of the portal, built in everywhere."""

from django import template

from core.access import allows as user_allows
from core.numbers import write_money, write_number

register = template.Library()


@register.filter
def money(amount, currency="USD"):
    """``{{ amount|money }}`` → "USD 100,000" / "100 000 USD"; empty for None."""
    return "" if amount is None else write_money(amount, currency)


@register.filter
def number(value, places=None):
    """``{{ value|number }}`` → the number as the language writes it; empty for None."""
    return "" if value is None else write_number(value, places)


@register.simple_tag
def allows(user, rule, obj=None):
    """``{% allows user "applications.edit" application as may_edit %}``"""
    return user_allows(user, rule, obj)
