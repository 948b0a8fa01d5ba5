"""The catalogue too is found by the search across the site."""

from ..projects.conftest import public

__all__ = ["public"]
