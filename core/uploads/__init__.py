"""Files that people upload: judged by content, kept by hash outside the web root, scanned, served by one function."""

from .judging import ACTIVE_OFFICE, TYPES, accept, clean_name, judge, judge_unpacked, named
from .reaping import reap
from .scanning import scan, scan_waiting
from .storing import keep, serve, store, with_scans

__all__ = [
    "ACTIVE_OFFICE",
    "TYPES",
    "accept",
    "clean_name",
    "judge",
    "judge_unpacked",
    "keep",
    "named",
    "reap",
    "scan",
    "scan_waiting",
    "serve",
    "store",
    "with_scans",
]
