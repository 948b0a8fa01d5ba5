"""Files out of reviews: tables for spreadsheets, packs of proposals; a file a noun."""

from .packs import pack

__all__ = ["pack"]
