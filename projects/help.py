"""Which pages explain projects, their publication and their amendments (``core.help``)."""

from core.help import Help

MANAGERS, OFFICERS = "help/project-managers", "help/officers"
PUBLICATION = (
    *("publication", "publish", "return_publication", "withdraw_publication", "prepare_publication", "unpublish"),
    *("iati", "iati_project", "activate", "suspend", "resume", "cancel", "complete", "close"),
)
AMENDMENTS = (
    *(
        "amend",
        "amendment_terms",
        "amendment_government",
        "amendment_letter",
        "budget_revision",
        "budget_revision_file",
    ),
    *("amendment_submit", "amendment_withdraw"),
)
DECIDED = ("requests", "amendment_confirm", "amendment_return", "amendment_approve")


def help_pages():
    """A manager's project, unless another part is named."""
    deciding = (("endorse", Help("help/endorsers", "amendments")), ("see_all", Help(OFFICERS, "amendments")))
    portfolio = Help(OFFICERS, "portfolio")
    return [
        ("managed", Help(MANAGERS, "project")),
        ("managed:detail", Help(MANAGERS, "project", (("see_all", Help(OFFICERS, "projects")),))),
        ("managed:article_subjects", Help(OFFICERS, "site")),
        ("managed:portfolio", portfolio),
        ("managed:followed", Help("help", "following")),
        *((f"managed:{name}", Help(OFFICERS, "projects")) for name in PUBLICATION),
        *((f"managed:{name}", Help(MANAGERS, "amend")) for name in AMENDMENTS),
        *((f"managed:{name}", Help(MANAGERS, "amend", deciding)) for name in DECIDED),
    ]
