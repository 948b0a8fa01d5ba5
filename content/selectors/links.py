"""Where the links of an edition lead: within the portal by asking it as a visitor would, without a network."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import structlog
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from core.addresses import absolute
from core.languages import LANGUAGES

from ..markup import links_of, render
from ..models import BrokenLink, Edition

log = structlog.get_logger(__name__)
Reason = BrokenLink.Reason
ANCHOR = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class Target:
    """Where a link leads: its words, the address as it was written, and the whole address, "" if that makes none."""

    words: str
    written: str
    address: str

    @property
    def is_ours(self):
        """Whether it leads to this portal."""
        return f"{self.address}/".startswith(absolute("/"))

    def place_on(self, page):
        """The place on the page of an address that this leads to; "" where it leads elsewhere."""
        address, _mark, place = self.address.partition("#")
        return place if address == page else ""


def anchors_of(edition):
    """The places in the text of an edition, as it will be read."""
    return set(ANCHOR.findall("".join(piece.html for piece in render(edition.text).pieces)))


def targets_of(edition):
    """A ``Target`` for every link in the text of an edition, save those that write a mail."""
    base = absolute(edition.public_url)
    for words, address in links_of(edition.text):
        try:
            whole = urljoin(base, address)
            is_asked = urlsplit(whole).scheme in {"http", "https"}
        except ValueError:  # no browser makes an address of it either
            whole, is_asked = "", True
        if is_asked:
            yield Target(words, address, whole)


class Portal:
    """Says of addresses of this portal whether they lead somewhere. Each page is drawn once, as a visitor gets it."""

    def __init__(self):
        self._anchors = {}

    def reason(self, address, language):
        """The ``Reason`` why a whole address leads nowhere; "" where it leads somewhere."""
        parts = urlsplit(address)
        path = parts.path or "/"
        if path not in self._anchors:
            self._anchors[path] = self._look(path, parts.query, language)
        anchors = self._anchors[path]
        if anchors is None:
            return Reason.NO_PAGE
        return Reason.NO_PLACE if parts.fragment and anchors and parts.fragment not in anchors else ""

    def _look(self, path, query, language):
        """The anchors of the page at a path; None where there is no page, an empty set where it has none or cannot be told."""
        first = path.split("/")[1]
        language = first if first in LANGUAGES else language
        with override(language):
            for one in (path, f"/{language}{path}"):  # an address without a language leads to the reader's
                try:
                    return self._anchors_of(resolve(one), one, query)
                except Resolver404:
                    continue
        return None

    def _anchors_of(self, match, path, query):
        request = HttpRequest()
        request.method, request.path, request.path_info, request.resolver_match = "GET", path, path, match
        request.META |= {"SERVER_NAME": urlsplit(absolute()).hostname, "SERVER_PORT": "443", "QUERY_STRING": query}
        request.META["HTTP_USER_AGENT"] = "Link check robot"  # whoever counts readers leaves it out
        request.user, request.session, request.htmx, request.id = AnonymousUser(), {}, False, ""
        try:
            answer = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return None
        except PermissionDenied:
            return set()  # there, but for people who sign in
        except Exception:  # noqa: BLE001 – a page that breaks is not a link that leads nowhere; others say so
            log.warning("link_not_told", path=path)
            return set()
        if file := getattr(answer, "file_to_stream", None):
            file.close()  # ``answer.close()`` would end the connection to the database, too
        if answer.status_code in {404, 410}:
            return None
        is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
        return set(ANCHOR.findall(answer.content.decode())) if is_page else set()


def broken_links():
    """Broken links of what is public or being written, page by page of the site."""
    return BrokenLink.objects.standing().select_related("edition__page")


def editions_to_check():
    """The editions whose links readers can follow, or will soon."""
    return Edition.objects.filter(state__in=[*Edition.OPEN, Edition.State.PUBLIC]).select_related("page")
