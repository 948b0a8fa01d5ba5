"""What the site says around the portal, kept by staff, one file for each noun."""

from .articles import Article, Photo, PhotoSize, Subscriber
from .pages import Edition, Move, Page

__all__ = ["Article", "Edition", "Move", "Page", "Photo", "PhotoSize", "Subscriber"]
