"""The virus scanner: clamd asked over its own protocol (INSTREAM), and what its answer means for a content.

Without CLAMD_ADDRESS nothing is scanned and the pages say so. With it a content stays in quarantine until clamd has
answered; while clamd is down nobody gets it.
"""

import socket
import struct
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from ..models import StoredFile
from ..panels import collect

log = structlog.get_logger(__name__)
CHUNK = 64 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 2, 60


class ScannerUnavailable(Exception):
    """Nobody answers at CLAMD_ADDRESS."""


class NoVerdict(Exception):
    """clamd answers, but says neither yes nor no: a limit of its own, an error."""


def first_state():
    """The state of a content that has just arrived."""
    return StoredFile.Scan.QUARANTINED if settings.CLAMD_ADDRESS else StoredFile.Scan.UNSCANNED


def wake(sha256):
    """Ask a worker to scan now. A broker that is down loses nothing: the sweeper comes every minute."""
    from ..tasks import scan_file

    try:
        scan_file.delay(sha256)
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", error=type(error).__name__)


def ask(path):
    """The name of the virus that clamd finds in a file, or an empty string. Raises ScannerUnavailable or NoVerdict."""
    try:
        with _connect() as line, Path(path).open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            answer = _read(line)
    except OSError as error:
        raise ScannerUnavailable(type(error).__name__) from error
    words = answer.decode("utf-8", errors="replace").strip("\0 \n").removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")[:200]
    raise NoVerdict(words[:200] or "no answer")


def _connect():
    """A line to CLAMD_ADDRESS: ``unix:/run/clamav/clamd.ctl`` or ``host:3310``."""
    if settings.CLAMD_ADDRESS.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(settings.CLAMD_ADDRESS.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
    else:
        host, _colon, port = settings.CLAMD_ADDRESS.rpartition(":")
        line = socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _read(line):
    answer = b""
    while b"\0" not in answer and len(answer) < 4096 and (part := line.recv(1024)):
        answer += part
    return answer


def scan(stored):
    """Have a content scanned and write down the answer; False when clamd is away. Tells what upper apps registered.

    clamd is asked outside of any transaction. A content that was judged meanwhile keeps its first verdict.
    """
    path = Path(settings.MEDIA_ROOT) / stored.path
    try:
        if path.is_file():
            _conclude(stored.pk, ask(path))
    except ScannerUnavailable as error:
        log.warning("scanner_unavailable", error=str(error))
        return False
    except NoVerdict as error:
        log.warning("scanner_without_verdict", sha256=stored.pk, answer=str(error))
    return True


@transaction.atomic
def _conclude(sha256, threat):
    row = StoredFile.objects.select_for_update().filter(pk=sha256, scan__in=StoredFile.WAITING).first()
    if row is None:
        return
    row.scan = StoredFile.Scan.INFECTED if threat else StoredFile.Scan.CLEAN
    row.threat, row.scanned_at = threat, timezone.now()
    row.save(update_fields=["scan", "threat", "scanned_at"])
    if threat:
        log.error("virus_found", sha256=sha256, threat=threat)
        collect("virus_found", row)


def scan_waiting(limit=200):
    """Scan what waits, also what came before there was a scanner, until clamd stops answering; returns how many were sent."""
    if not settings.CLAMD_ADDRESS:
        return 0
    done = 0
    for stored in StoredFile.objects.filter(scan__in=StoredFile.WAITING).order_by("kept_at")[:limit]:
        if not scan(stored):
            break
        done += 1
    return done
