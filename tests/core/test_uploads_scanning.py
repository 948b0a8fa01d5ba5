"""The virus scanner, played by a small server that speaks clamd's protocol."""

import socket
import socketserver
import struct
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from core import uploads
from core.errors import StateConflict
from core.models import StoredFile
from core.panels import _providers, register
from core.uploads.scanning import ScannerUnavailable, ask

from .corpus import EICAR, PDF

Scan = StoredFile.Scan
INFECTED_PDF = PDF + b"% " + EICAR + b"\n%%EOF\n"


class Clamd(socketserver.StreamRequestHandler):
    """Reads one INSTREAM command and answers as clamd does."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(self.server.answer or found)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    answer = b""


@pytest.fixture
def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def start_clamd(settings, free_port):
    """``start_clamd()``: from now on somebody answers at CLAMD_ADDRESS; returns the server."""
    servers = []

    def start(answer=b""):
        server = Server(("127.0.0.1", free_port), Clamd)
        server.answer, server.seen = answer, []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server

    settings.CLAMD_ADDRESS = f"127.0.0.1:{free_port}"
    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def keep(db, settings, tmp_path, django_capture_on_commit_callbacks):
    """``keep(content)``: store a PDF as a request does, what follows the commit included; returns its row."""
    settings.MEDIA_ROOT = str(tmp_path)

    def store(content=PDF):
        with django_capture_on_commit_callbacks(execute=True):
            kept = uploads.store(SimpleUploadedFile("a.pdf", content))
        return StoredFile.objects.get(pk=kept["sha256"])

    return store


def named(stored):
    """A row that names the content."""
    return SimpleNamespace(sha256=stored.pk, file_path=stored.path, file_name="a.pdf", content_type="application/pdf")


def opened(stored):
    """What a reader gets."""
    with closing(uploads.serve(named(stored))) as response:
        return b"".join(response.streaming_content)


def test_without_a_scanner_a_file_is_not_scanned_and_can_be_opened(keep, settings):
    settings.CLAMD_ADDRESS = ""

    stored = keep()

    assert (stored.scan, stored.can_be_opened) == (Scan.UNSCANNED, True)
    assert opened(stored) == PDF
    assert uploads.scan_waiting() == 0


def test_a_clean_file_is_released_at_once(keep, start_clamd):
    server = start_clamd()

    stored = keep()

    assert (stored.scan, server.seen) == (Scan.CLEAN, [PDF])
    assert stored.scanned_at is not None
    assert opened(stored) == PDF


def test_a_large_file_arrives_whole(keep, start_clamd):
    server, content = start_clamd(), PDF + b"%" * 300_000 + b"\n%%EOF\n"

    keep(content)

    assert server.seen == [content]


def test_a_file_with_a_virus_is_never_handed_out_and_upper_apps_are_told(keep, start_clamd):
    start_clamd()
    told = []

    def provider(stored):
        told.append((stored.pk, stored.threat))
        return []

    register("virus_found", provider)
    try:
        stored = keep(INFECTED_PDF)
    finally:
        _providers["virus_found"].remove(provider)

    assert (stored.scan, told) == (Scan.INFECTED, [(stored.pk, "Eicar-Test-Signature")])
    with pytest.raises(StateConflict, match="virus was found"):
        uploads.serve(named(stored))


def test_while_the_scanner_is_down_a_file_waits_and_is_released_when_it_comes_up(keep, start_clamd):
    stored = keep()
    assert stored.scan == Scan.QUARANTINED
    with pytest.raises(StateConflict, match="still being checked"):
        uploads.serve(named(stored))
    assert uploads.scan_waiting() == 0

    start_clamd()

    assert uploads.scan_waiting() == 1
    stored.refresh_from_db()
    assert stored.scan == Scan.CLEAN
    assert opened(stored) == PDF


def test_what_came_before_there_was_a_scanner_is_scanned_later(keep, settings, start_clamd, capsys):
    address, settings.CLAMD_ADDRESS = settings.CLAMD_ADDRESS, ""
    stored = keep(INFECTED_PDF)
    settings.CLAMD_ADDRESS = address
    start_clamd()

    call_command("scan_files")

    stored.refresh_from_db()
    assert stored.scan == Scan.INFECTED
    assert capsys.readouterr().out == "files scanned: 1\n"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"nonsense\0", b"\0"])
def test_an_answer_that_is_no_verdict_leaves_the_file_where_it_is(keep, start_clamd, answer):
    start_clamd(answer)

    assert keep().scan == Scan.QUARANTINED
    assert uploads.scan_waiting() == 1  # and those behind it are asked too


def test_a_verdict_stands(keep, start_clamd):
    server = start_clamd()
    stored = keep(INFECTED_PDF)
    server.answer = b"stream: OK\0"

    assert uploads.scan(stored) is True

    stored.refresh_from_db()
    assert stored.scan == Scan.INFECTED


def test_a_unix_socket_is_asked_too(settings, tmp_path):
    class UnixServer(socketserver.ThreadingUnixStreamServer):
        answer, seen = b"", []

    address, file = tmp_path / "clamd", tmp_path / "file"
    file.write_bytes(EICAR)
    settings.CLAMD_ADDRESS = f"unix:{address}"
    with UnixServer(str(address), Clamd) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert ask(file) == "Eicar-Test-Signature"
        server.shutdown()
    address.unlink()
    with pytest.raises(ScannerUnavailable):
        ask(file)
    with pytest.raises(ScannerUnavailable):
        ask(Path(tmp_path, "absent"))
