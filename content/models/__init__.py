"""What the site says around the portal, kept by staff, one file for each noun."""

from .documents import DocumentDownload, DocumentNote, DocumentVersion
from .pages import Edition, Move, Page

__all__ = ["DocumentDownload", "DocumentNote", "DocumentVersion", "Edition", "Move", "Page"]
