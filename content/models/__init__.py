"""What the site says around the portal, kept by staff, and what people write through it, one file for each noun."""

from .articles import Article, Photo, PhotoSize, Subscriber
from .documents import DocumentDownload, DocumentNote, DocumentVersion
from .enquiries import Enquiry, Mailbox, Message, Topic
from .glossary import Term
from .letters import Doubt, Letter, new_reference
from .links import BrokenLink
from .pages import Edition, Move, Page
from .pledges import CURRENCIES, Pledge, PledgeNote

__all__ = [
    "CURRENCIES",
    "Article",
    "BrokenLink",
    "DocumentDownload",
    "DocumentNote",
    "DocumentVersion",
    "Doubt",
    "Edition",
    "Enquiry",
    "Letter",
    "Mailbox",
    "Message",
    "Move",
    "Page",
    "Photo",
    "PhotoSize",
    "Pledge",
    "PledgeNote",
    "Subscriber",
    "Term",
    "Topic",
    "new_reference",
]
