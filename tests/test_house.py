"""The house keeps its habits: what is where, how long, and that settings, routes, catalogues and documents are complete."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import rules
import yaml
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import get_commands
from django.urls import reverse

from core.access import PUBLIC, SIGNED_IN, declared_rule, routes

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    "core",
    "accounts",
    "notifications",
    "content",
    "funding",
    "plans",
    "applications",
    "projects",
    "reviews",
    "monitoring",
]
ROOMS = {
    *(
        "__init__",
        "models",
        "workflow",
        "rules",
        "selectors",
        "services",
        "forms",
        "filters",
        "exports",
        "views",
        "urls",
    ),
    *("admin", "tasks", "apps", "translation", "management", "migrations", "data"),
}
# Rooms that one app has besides, each with its reason. Whoever adds one says here why none of the common rooms will do.
MORE_ROOMS = {
    "core": {
        "addresses": "absolute addresses, always on SITE_URL, for pages, mails and files",
        "access": "the declaration of rules and the loading of visible objects, for all apps",
        "audit": "the audit trail, for all apps",
        "calendars": "calendar files, for all that falls on a day or an hour",
        "checks": "system checks that refuse to start a portal that would leak",
        "context_processors": "what every page's frame needs",
        "documents": "documents described once, made as page, PDF, Word and Excel, for all exports",
        "errors": "what services say when they refuse",
        "help": "which page explains a screen, for the frame of the workspace",
        "immutability": "triggers that freeze rows",
        "languages": "the codes of the portal's languages, for all apps",
        "maintenance": "closing the portal: the switch, what is answered meanwhile, the page that needs no portal",
        "middleware": "what is done to every request",
        "navigation": "entries that apps add to the frame's menus",
        "numbers": "reading and writing numbers in three languages",
        "panels": "parts that upper apps add to lower apps' pages",
        "plaintext": "cleaning of pasted text at the door, for every form",
        "punctuation": "marks between words as each language sets them, for exports and pages",
        "rewording": "what changed between two texts, word by word: for texts, plans and pages",
        "questions": "the fields of a form as plain data, for those who read a form without filling it in",
        "reading": "decoding text, rows of CSV and names in all their spellings, for all importers and searches",
        "release": "what tells one release from another, for pages and pictures that are kept",
        "spreadsheets": "tables as CSV and Excel files without formulas, for all exports",
        "templatetags": "tags and filters that are built in everywhere",
        "words": "the one rule by which words are counted, for all apps",
        "uploads": "judging and keeping uploaded files",
    },
    "accounts": {
        "adapter": "allauth asks for one",
        "backends": "who a session belongs to: a person read with their roles",
        "demo": "one-click sign-in of demonstration people, in development only",
        "hashers": "Django asks for a class by its address",
        "middleware": "which requests keep a session alive, and what happens when it has ended",
        "roles": "which role has which capabilities, as data",
        "templatetags": "the name of a role in the words of a notification",
        "unsent": "what was typed when a session ended, kept for its writer",
        "validators": "Django asks for password validators by their address",
    },
    "notifications": {
        "backends": "Django asks for a mail backend by its address",
        "rendering": "the words of a notification in its reader's language",
    },
}
PANELS = "what the app adds to lower apps' pages (docs/adr/0005)"
EFFECTS = "what the app adds to lower apps' transitions (docs/adr/0005)"
HELP = "which pages explain the app's screens, as data (core.help)"
for _app in APPS[1:]:
    MORE_ROOMS.setdefault(_app, {}).update(panels=PANELS, effects=EFFECTS, help=HELP)
MORE_ROOMS["content"] |= {
    "managed_urls": "the addresses of those who keep the site, under another prefix than the public ones",
    "news_urls": "the addresses of those who keep the news, under another prefix again",
    "open_urls": "addresses of photos, without a language before them",
    "places": "the places where staff keep the site, to which upper apps add; asked by the workspace",
    "search": "what a place of the site gives to the search across it, and comparing texts with words: pure",
    "glossary": "the terms as a process knows them, and their explanation in texts; asked by markup and templatetags",
    "templatetags": "a word of the Fund explained where a page uses it",
    "outside": "asking other sites whether a link leads somewhere, guarded; for the service that checks links",
    "document_templates": "the forms of the Fund as files, to which upper apps add; asked by services and selectors",
    "markup": "Markdown of pages as safe HTML with anchors and live parts; asked by selectors and views",
    "shipped": "reading the pages that come with the portal from files",
    "desk_urls": "the addresses of those who answer enquiries and follow pledges, beside those who keep pages",
    "routing": "which mailbox hears of an enquiry: pure, over rows that administrators keep; asked by services",
    "spam": "the defences of public forms without third parties: pure, asked by forms",
}
MORE_ROOMS["funding"] |= {
    "cases": "worked cases held against rules: asked by a command, the admin and the tests",
    "deadlines": "the one rule of deadlines: local hours, grace, zones",
    "facts_text": "what a worked case knows, written one fact a line and read back; asked by forms and selectors",
    "evaluator": "the Fund's rules as pure functions, asked by every app",
    "importing": "reading lists of states from CSV and XLSX: bytes in, a report out",
    "ledger": "sums over ledger entries and regional shares: pure arithmetic",
    "parameters": "types of the rules' parameters: which field reads them; asked by forms, the admin, selectors and services",
}
MORE_ROOMS["reviews"] |= {
    "letters": "the words of decision letters in a team's language, for the services that write them",
}
MORE_ROOMS["plans"] |= {
    "advice": "advice on the quality of a framework as pure functions, with the words of three languages as data",
    "comparison": "what differs between two versions as data: pure, asked by pages of plans, proposals and projects",
    "figures": "sums over budgets: pure arithmetic, asked by selectors, services and exports",
    "gantt": "the work plan as bars over months: pure geometry, drawn by pages and files",
    "reading": "a plan's data in the reader's words: one wording for pages, documents and old submissions",
    "grids": "which fields stand in the editors' grids, and their cells as plain data for the templates",
    "outline": "what a plan asks for, as data: upper apps may not ask its forms",
    "snapshot": "a plan version as plain data, for its hash and for exports",
    "workbook": "a plan as a workbook and as pasted tables: written, read back and compared, without changing data",
}
MORE_ROOMS["applications"] |= {
    "merging": "two people's texts joined word by word: pure, asked by the service that saves them",
    "conditions": "when a question of a call is asked: pure logic, asked by models, forms, selectors and services",
    "sections": "the proposal's narrative sections with their word limits, as data",
    "outline": "the questions of the form as data, from the same sections, fields and rules as the form itself",
    "public_urls": "the addresses for everybody, under another prefix than the workspace's",
    "receipt_urls": "the public check of receipts, at an address that receipts name for good",
    "progress": "what applicants read about each state, as data: one source for pages, receipts and mails",
    "templatetags": "what happens next in a state, in the words of a notification",
    "snapshot": "a proposal as plain data: what a submission keeps",
}
MORE_ROOMS["projects"] |= {
    "importing": "reading the published lists in all their spellings; asked by a command and the admin",
    "managed_urls": "the managers' addresses, under another prefix than the catalogue's",
    "redaction": "withholding dangerous words from public texts: pure, asked by the selector that fills public records",
    "catalogue": "the index of the public catalogue: searching, filtering and counting without changing data",
    "iati": "the IATI standard: activities as XML, its rules and codes, pure but for reading records",
    "open_urls": "addresses of machines, without a language before them",
    "data_urls": "the catalogue in other formats, beside its pages",
    "api": "the read-only API, as its library wants it",
    "drawing": "maps and charts as plain geometry, drawn by pages and files",
    "sitemap": "the addresses of all public pages for search engines, made as they are read",
}
MORE_ROOMS["reviews"] |= {
    "ranking": "scores, places, ties, least shares and the budget line: pure arithmetic, so that anybody can do it again",
    "standing": "a board's ranking in the reader's words: one wording for its page, its files and its minutes",
    "workbook": "score sheets as a workbook: written, read back and compared, without changing data",
    "balancing": "which reviewers to ask: pure arithmetic of a cheapest flow, asked by selectors",
    "importing": "reading lists of whom to ask from CSV: bytes in, rows out; asked by forms",
}
MORE_ROOMS["monitoring"] |= {
    "figures": "achievement and lights: pure arithmetic, asked by selectors, services and exports",
    "lights": "the words, tones and icons of lights: asked by models, selectors and templates",
    "drawing": "timeline, burn chart and sparkline as plain geometry, drawn by pages",
    "sections": "the narrative sections of a report, as data",
    "workbook": "the money of a report as a workbook: written, read back and compared, without changing data",
    "spending": "variance, burn against plan and time, forecast, light: pure arithmetic, asked by selectors and pages",
    "questions": "the questions of the form R11, as data: asked by forms, services and pages",
    "ending_urls": "the addresses of evaluations, lessons and closing, under another prefix than the reports'",
    "public_urls": "the addresses of the library for everybody, under another prefix than the workspace's",
    "open_urls": "addresses of public documents, without a language before them",
    "snapshot": "a report as plain data: its hash, what is kept when it is returned, what is compared",
    "comparison": "what differs between two reports as data: pure, asked by selectors",
}

FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "helper",
    "misc",
    "common",
    "manager",
    "managers",
    "base_utils",
    "tools",
    "stuff",
}
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 45, 200
SKIPPED = {".venv", "var", "static-collected", "__pycache__", "node_modules", ".git"}


def files(pattern, *folders):
    found = [path for folder in folders or ["."] for path in (ROOT / folder).rglob(pattern)]
    return sorted(path for path in found if not SKIPPED & set(path.relative_to(ROOT).parts))


def name_of(path):
    return str(path.relative_to(ROOT))


PYTHON = [path for path in files("*.py") if "migrations" not in path.parts]
CODE = [path for path in PYTHON if path.relative_to(ROOT).parts[0] != "tests"]
TEMPLATES = files("*.html", "templates")


def test_no_module_has_a_name_that_says_nothing():
    assert [name_of(path) for path in PYTHON if path.stem in FORBIDDEN_NAMES] == []
    assert [name_of(path.parent) for path in PYTHON if path.parent.name in FORBIDDEN_NAMES] == []


def test_no_module_is_too_long():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in CODE}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long():
    found = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (length := _length_without_docstring(node)) > LONGEST_FUNCTION:
                found[f"{name_of(path)}: {node.name}"] = length

    assert found == {}


def _length_without_docstring(function):
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return function.end_lineno - function.lineno + 1 - docstring


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_only_the_rooms_of_the_house(app):
    allowed = ROOMS | set(MORE_ROOMS[app])
    found = {path.stem if path.suffix == ".py" else path.name for path in (ROOT / app).iterdir()}

    assert sorted(found - allowed - {"__pycache__"}) == []


def test_every_further_room_has_a_reason():
    assert [room for rooms in MORE_ROOMS.values() for room, reason in rooms.items() if len(reason) < 15] == []


def test_the_apps_are_those_of_the_settings_and_of_the_layers():
    assert settings.INSTALLED_APPS[: len(APPS)] == APPS
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [name for layer in configuration["contracts"][0]["layers"] for name in layer.split(" | ")]
    assert configuration["root_packages"] == [*APPS, "demo"]
    assert layers == ["demo", "reviews", "monitoring", *APPS[7::-1]]


def test_every_folder_of_tests_is_a_package():
    """Without it, ``tests/projects`` would be imported in place of the app."""
    folders = {path.parent for path in files("*.py", "tests")}

    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("|safe", r"\|\s*safe\b|\{%\s*autoescape\s+off"),
        ("inline script", r"<script(?![^>]*\bsrc=)"),
        ("inline style", r"<style\b|\sstyle\s*="),
        ("event attribute", r"<[^>{%]*\son[a-z]+\s*="),
        ("javascript: address", r"javascript:"),
        ("foreign address in src or link", r"(?:src|<link[^>]*href)\s*=\s*[\"'](?:https?:)?//"),
    ],
)
def test_no_template_has(what, pattern):
    found = [
        f"{name_of(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line, re.IGNORECASE)
    ]

    assert found == []


def test_data_blocks_for_search_engines_are_written_in_one_place():
    """The one script element without a file: no browser runs a block of JSON-LD, and its one writer escapes it."""
    found = [
        name_of(path) for path in CODE + TEMPLATES if re.search(r"<script\s+type=.application/ld", path.read_text())
    ]

    assert found == ["core/templatetags/portal.py"]


def test_absolute_addresses_are_made_in_one_place():
    found = [
        name_of(path)
        for path in CODE
        if re.search(r"\bsettings\.SITE_URL|build_absolute_uri|get_current_site", path.read_text())
    ]

    assert found == ["core/addresses.py"]


def test_no_template_is_too_long():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in TEMPLATES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_TEMPLATE} == {}
    assert lengths["templates/base.html"] < 150


def test_every_route_has_a_rule_that_exists():
    known = {PUBLIC, SIGNED_IN, "admin"}
    undeclared = {
        name: rule
        for _, name, view in routes()
        if (rule := declared_rule(view) or settings.ROUTE_RULES.get(name)) not in known
        and not rules.perm_exists(str(rule))
    }

    assert undeclared == {}


def test_every_library_route_that_is_declared_exists():
    names = {name for _, name, _ in routes()}

    assert sorted(set(settings.ROUTE_RULES) - names) == []


def test_stable_addresses_stand():
    promised = {"home": "/en/", "healthz": "/healthz", "readyz": "/readyz", "gallery": "/ui/", "admin:index": "/admin/"}

    assert {name: reverse(name) for name in promised} == promised


def _environment_calls():
    """(variable, has a default) for each ``env.…("NAME")`` of the base settings."""
    tree = ast.parse((ROOT / "iomfund/settings/base.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver = node.func.value
            if isinstance(receiver, ast.Name) and receiver.id == "env" and node.args:
                yield node.args[0].value, any(keyword.arg == "default" for keyword in node.keywords)


VARIABLES = dict(_environment_calls())
REQUIRED = sorted(name for name, has_default in VARIABLES.items() if not has_default)
VALUES = {
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "ALLOWED_HOSTS": "fund.example.org",
    "SITE_URL": "https://fund.example.org",
    "DATABASE_URL": "postgres://web@database/portal",
    "EMAIL_URL": "smtp://mail:1025",
    "DEFAULT_FROM_EMAIL": "fund@example.org",
}


def test_env_example_lists_exactly_what_the_settings_and_compose_read():
    listed = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    compose = re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())

    assert sorted(listed) == sorted({*VARIABLES, *compose})


def test_env_example_holds_no_secret():
    text = (ROOT / ".env.example").read_text()

    assert "SECRET_KEY=\n" in text
    assert re.findall(r"PASSWORD=(.*)", text) == ["CHANGE-ME"]


def _start(values):
    """Load the production settings in a process of their own that has only ``values``, far from any .env."""
    code = (
        "import environ; environ.Env.read_env = staticmethod(lambda *a, **k: None); "
        "import django; django.setup(); from django.conf import settings; "
        "print(settings.DEBUG, settings.DEMO, 'demo' in settings.INSTALLED_APPS, settings.SESSION_COOKIE_SECURE)"
    )
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **values, "DJANGO_SETTINGS_MODULE": "iomfund.settings.base"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_start_with_the_required_variables_alone():
    assert sorted(VALUES) == REQUIRED

    started = _start(VALUES)

    assert (started.returncode, started.stdout) == (0, "False False False True\n"), started.stderr


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_settings_fail_naming_the_missing_variable(missing):
    started = _start({name: value for name, value in VALUES.items() if name != missing})

    assert started.returncode == 1
    assert f"Set the {missing} environment variable" in started.stderr


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_hashed(name):
    logical_lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    entries = [line for line in logical_lines if line.strip() and not line.lstrip().startswith("#")]

    assert len(entries) > 20
    assert [
        line for line in entries if not re.match(r"[a-z0-9.-]+(\[[a-z,0-9]+\])?==[\w.]+ .*--hash=sha256:", line)
    ] == []


def test_run_and_development_requirements_agree():
    def pins(name):
        return dict(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([\w.]+)", (ROOT / name).read_text(), re.MULTILINE))

    run, development = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {name: (pin, development.get(name)) for name, pin in run.items() if development.get(name) != pin} == {}


def test_every_dependency_that_was_chosen_says_why():
    chosen = (ROOT / "requirements.in").read_text().split("# Chosen")[1].strip().splitlines()

    assert [line for line in chosen if "  # " not in line] == []


def test_every_vendored_folder_has_its_licence():
    folders = [path for path in sorted((ROOT / "static/vendor").iterdir()) if path.is_dir()]

    assert len(folders) > 0
    assert [name_of(path) for path in folders if not list(path.glob("LICEN[CS]E*")) + list(path.glob("OFL*"))] == []


def test_every_block_of_the_style_sheet_is_closed_before_the_next_part():
    """A brace that is missing silently switches off all that follows it."""
    depth, open_at = 0, []
    for number, line in enumerate((ROOT / "static/css/portal.css").read_text().splitlines(), 1):
        if line.startswith(("/*", "@media")) and depth:
            open_at.append(number)
        depth += line.count("{") - line.count("}")

    assert (open_at, depth) == ([], 0)


def test_no_vendored_file_names_a_source_map():
    """``collectstatic`` would look for the map and fail."""
    found = [path for path in files("*.*", "static/vendor") if path.suffix in {".css", ".js"}]

    assert [name_of(path) for path in found if "sourceMappingURL" in path.read_text()] == []


SHIPPED = ROOT / "content" / "data"  # pages of the site: their links are addresses, followed by a test of their own
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(path for path in files("*.md", "docs", "bench", *APPS) if SHIPPED not in path.parents),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_between_documents_resolve(path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text())

    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_documents_name_only_what_exists(path):
    """Files and make targets in back quotes are promises."""
    text = path.read_text()
    targets = set(re.findall(r"`make ([a-z0-9]+)", text))
    makefile = (ROOT / "Makefile").read_text()
    absent = [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)]
    paths = re.findall(r"`((?:docs|tests|bench|core|templates|static|iomfund|locale)/[\w./-]+)`", text)

    assert sorted(absent) == []
    assert [name for name in paths if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_without_gaps_and_have_every_part():
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        assert re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE) == ["Context", "Decision", "Consequences"], (
            path.name
        )


def test_make_help_names_every_target_a_person_calls():
    makefile = (ROOT / "Makefile").read_text()
    described = re.findall(r"^([a-z0-9]+):.*## ", makefile, re.MULTILINE)

    expected = ["bench", "check", "clean", "e2e", "fmt", "help", "lint", "lock", "messages", "run", "test"]
    assert sorted(described) == expected


def test_compose_has_every_service_with_a_health_check_and_no_secret():
    text = (ROOT / "docker-compose.yml").read_text()
    services = yaml.safe_load(text)["services"]

    assert sorted(services) == ["beat", "database", "mail", "migrate", "redis", "web", "worker"]
    unchecked = [name for name, service in services.items() if "healthcheck" not in service]
    assert unchecked == ["web"]  # the image's own
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    assert services["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert [name for name in services if "privileged" in services[name] or services[name].get("user") == "root"] == []
    assert re.findall(r"(?im)^\s*\w*(?:password|secret|key)\w*: (?!\$\{).+", text) == []


def test_every_command_that_compose_runs_exists():
    commands = re.findall(r"manage\.py (\w+)", (ROOT / "docker-compose.yml").read_text())

    assert [name for name in commands if name not in get_commands()] == []
    assert sorted(name for name in commands if name.startswith("load_")) == [
        "load_document_kinds",
        "load_monitoring_reference",
        "load_pages",
        "load_reference",
        "load_rubric",
        "load_synonyms",
        "load_terms",
    ]


def test_the_image_runs_as_nobody_special_and_holds_every_app():
    dockerfile, ignored = (ROOT / "Dockerfile").read_text(), (ROOT / ".dockerignore").read_text()

    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["10001:10001"]
    assert "--no-control-socket" in dockerfile
    assert [app for app in APPS if f"!{app}\n" not in ignored] == []


CATALOGUES = [ROOT / "locale" / language / "LC_MESSAGES" / "django.po" for language in ("fr", "es")]


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_catalogue_is_complete(path):
    found = catalogue(path)
    untranslated = [message.id for message in found if message.id and not all(_strings(message))]

    assert found.fuzzy is False, "the header is marked as fuzzy, so the catalogue would not be compiled"
    assert untranslated == []
    assert [message.id for message in found if message.id and message.fuzzy] == []
    assert list(found.obsolete) == []


def _strings(message):
    return message.string if isinstance(message.string, tuple | list) else [message.string]


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_translations_keep_the_placeholders(path):
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = []
    for message in catalogue(path):
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        wanted = set(placeholder.findall(ids[-1])) if message.id else set()
        if message.id and wanted != set(placeholder.findall(_strings(message)[-1])):
            wrong.append(message.id)

    assert wrong == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext to collect the texts of the sources")
def test_catalogues_hold_exactly_the_texts_of_the_sources(tmp_path):
    ignored = shutil.ignore_patterns(*SKIPPED, "tests", "bench", "docs", "static", "*.mo", ".*")
    shutil.copytree(ROOT, tmp_path / "portal", ignore=ignored)
    options = ["--no-obsolete", "--add-location", "file", "--no-wrap"]
    command = [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--locale", "es", *options]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iomfund.settings.development"}
    subprocess.run(command, cwd=tmp_path / "portal", env=environment, check=True, capture_output=True)

    for path in CATALOGUES:
        fresh = catalogue(tmp_path / "portal" / path.relative_to(ROOT))
        assert {_key(message) for message in catalogue(path)} == {_key(message) for message in fresh}, name_of(path)


def _key(message):
    return (message.context, message.id if isinstance(message.id, str) else tuple(message.id))
