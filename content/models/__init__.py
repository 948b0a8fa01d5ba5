"""What the site says around the portal, kept by staff, one file for each noun."""

from .glossary import Term
from .pages import Edition, Move, Page

__all__ = ["Edition", "Move", "Page", "Term"]
