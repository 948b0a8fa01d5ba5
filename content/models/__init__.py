"""What the site says around the portal, kept by staff, one file for each noun."""

from .links import BrokenLink
from .pages import Edition, Move, Page

__all__ = ["BrokenLink", "Edition", "Move", "Page"]
