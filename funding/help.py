"""Which pages explain calls, money, rules and lists (``core.help``)."""

from core.help import Help

KEEP_RULES = ("keep_rulebook", Help("help/administrators", "rulebook"))
PUBLISH = Help("help/officers", "publish-rules")
RULES = Help("help/officers", "publish-rules", (KEEP_RULES,))
SITE = Help("help/officers", "site")
FUNDS = Help("help/officers", "funds")


def help_pages():
    """Calls, unless another part is named."""
    return [
        ("funding", Help("help/officers", "calls")),
        *((f"funding:{name}", FUNDS) for name in ("funds", "funds_book", "funds_reverse", "funds_year", "funds_file")),
        *((f"funding:{name}", RULES) for name in ("rulebook", "rule_set", "rules", "rule", "publish_rules")),
        *((f"funding:{name}", SITE) for name in ("notices", "add_notice", "edit_notice", "end_notice")),
        ("funding:list_import", Help("help/administrators", "lists")),
        ("funding:list_publish", PUBLISH),
    ]
