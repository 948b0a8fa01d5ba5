"""Which pages explain results, budget, risks and work plan (``core.help``)."""

from core.help import Help

APPLICANTS = "help/applicants"
WORKBOOK, DOCUMENTS = Help(APPLICANTS, "workbook"), Help(APPLICANTS, "plan-documents")
VERSIONS = Help("help/project-managers", "amend")


def help_pages():
    """The grids, unless another part is named."""
    return [
        ("plans", Help(APPLICANTS, "grids")),
        *(
            (f"plans:{name}", WORKBOOK)
            for name in ("workbook", "download_workbook", "upload", "apply_differences", "paste")
        ),
        *((f"plans:{name}", DOCUMENTS) for name in ("workplan", "documents", "document", "file")),
        *((f"plans:{name}", VERSIONS) for name in ("versions", "compare")),
    ]
