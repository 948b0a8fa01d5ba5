"""Asking another site whether an address is there, without becoming a way into one's own network.

Only ``http`` and ``https`` at their usual ports, and only addresses that the whole Internet reaches: the name is looked up
once, every address it has must be public, and the connection goes to that address, so that no second answer can lead
elsewhere. Nothing of an answer is read but its status; each redirect is judged anew.
"""

import ipaddress
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from core.addresses import absolute

from .models import BrokenLink

Reason = BrokenLink.Reason
SECONDS = 8  # for each step of one request
PAUSE = 1.0  # between two requests to the same site
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
NOT_THERE = {404, 410}
NO_HEAD = {403, 405, 501}  # some sites answer only whole requests


class Refused(Exception):
    """An address that is not asked for."""


class Asker:
    """Asks one address after another: each once, and no site more often than every ``PAUSE`` seconds."""

    def __init__(self):
        self._answers, self._last = {}, {}

    def reason(self, address):
        """The ``Reason`` why an address leads nowhere; "" where it leads somewhere, or may and only refuses machines."""
        address = address.partition("#")[0]
        if address not in self._answers:
            self._answers[address] = self._ask(address)
        return self._answers[address]

    def _ask(self, address):
        try:
            for _turn in range(MOST_REDIRECTS):
                status, target = self._status("HEAD", address)
                if status in NO_HEAD:
                    status, target = self._status("GET", address)
                if not (300 <= status < 400 and target):
                    return Reason.GONE if status in NOT_THERE else ""
                address = urljoin(address, target)
        except socket.gaierror:
            return Reason.NO_SITE
        except (OSError, HTTPException, ValueError):
            return Reason.NO_ANSWER
        except Refused:
            return ""  # nothing is known of it
        return Reason.NO_ANSWER

    def _status(self, method, address):
        """(status, address of a redirect or None). Raises Refused, OSError, HTTPException, ValueError."""
        parts = urlsplit(address)
        if (
            parts.scheme not in PORTS
            or not parts.hostname
            or (parts.port or PORTS[parts.scheme]) not in allowed_ports()
        ):
            raise Refused
        self._wait(parts.hostname)
        connection = _connection(parts, public_address(parts.hostname))
        try:
            path = iri_to_uri(parts._replace(scheme="", netloc="", fragment="").geturl()) or "/"
            connection.request(method, path, headers={"User-Agent": f"Link check of {absolute()}"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location")
        finally:
            connection.close()

    def _wait(self, host):
        left = self._last.get(host, 0) + PAUSE - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()


def allowed_ports():
    """Ports at which other sites are asked."""
    return set(PORTS.values())


def public_address(host):
    """The first address of a host whose addresses are all public. Raises Refused, and socket.gaierror for an unknown host."""
    found = [info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    if not all(is_public(ipaddress.ip_address(one)) for one in found):
        raise Refused
    return found[0]


def is_public(address):
    """Whether the whole Internet reaches an address: not one's own network, not this machine, not a cloud's own services."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)


def _connection(parts, address):
    port = parts.port or PORTS[parts.scheme]
    sock = socket.create_connection((address, port), timeout=SECONDS)
    if parts.scheme == "https":
        connection = HTTPSConnection(parts.hostname, port, timeout=SECONDS)
        try:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        except OSError:
            sock.close()
            raise
    else:
        connection = HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.sock = sock
    return connection
