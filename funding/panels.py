"""What the rulebook adds to the workspace: entries of the navigation and of the to-do list."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.places import SitePlace
from content.search import Document, Hit, Tab, ranked, snippet
from core.access import allows
from core.navigation import Group, NavItem
from core.panels import Panel, Task
from core.reading import fold

from .models import Call, Country, Region
from .selectors import drafts_to_publish
from .selectors.calls import extensions_to_confirm, followed_calls, public_calls
from .selectors.criteria import criteria_for
from .selectors.notices import shown
from .services import awaiting

HOME_OPEN, HOME_SOON = 4, 2  # calls on the front page


def navigation(user):
    """Calls, rules and lists for those who keep or audit them, the lines' money for everybody of the Fund."""
    items = []
    if allows(user, "funding.see_calls"):
        items.append(NavItem(_("Calls"), "funding:managed_calls", "megaphone", Group.APPLICATIONS))
    if user.has_capability("see_all"):
        items.append(NavItem(_("Funds"), "funding:funds", "cash-coin", Group.MONEY))
    if allows(user, "funding.see_rulebook"):
        items.append(NavItem(_("Rulebook"), "funding:rulebook", "journal-text", Group.RULES))
        items.append(NavItem(_("Lists of states"), "funding:lists", "list-check", Group.RULES))
    return items


def home(request):
    """On the front page: calls that are open or open next, those that close first on top."""
    lists = public_calls()
    context = {"open": lists.open[:HOME_OPEN], "soon": lists.soon[:HOME_SOON], "followed": followed_calls(request.user)}
    return [Panel("funding/_home.html", context)]


def call_tasks(user):
    """Later deadlines that wait for a second person; not for the one who proposed them."""
    if not user.has_capability("keep_calls"):
        return []
    return [
        Task(
            _("Confirm the later deadline of “%(call)s”") % {"call": extension.call},
            reverse("funding:confirm_extension", kwargs={"pk": extension.call_id, "extension": extension.pk}),
            _("Proposed by %(person)s") % {"person": extension.proposed_by},
            extension.previous_deadline_at.date(),
        )
        for extension in extensions_to_confirm(user)[:25]
    ]


def lists_to_publish(user):
    """Drafts of lists that somebody else wrote and that wait for a second person."""
    if not allows(user, "funding.publish"):
        return []
    return [
        Task(_("Check and publish the list of %(list)s") % {"list": row.title}, row.get_absolute_url(), row.source)
        for row in drafts_to_publish(user)[:10]
    ]


def rules_to_publish(user):
    """Drafts of rules that somebody else wrote and that wait for a second person."""
    if not allows(user, "funding.publish"):
        return []
    return [
        Task(
            _("Check and publish “%(name)s”") % {"name": draft.name},
            reverse("funding:rule_set", kwargs={"pk": draft.pk}),
            _("Draft of rules from funding year %(year)s") % {"year": draft.from_year},
        )
        for draft in awaiting(user)[:10]
    ]


def rules_on_page(argument):
    """On a page of the site: the rules in force today whose codes, or first letters, ``argument`` names ("E S", "B11 B12")."""
    wanted = argument.split()
    found = [
        criterion
        for letter, _name, criteria in criteria_for(timezone.localdate().year).groups
        for criterion in criteria
        if letter in wanted or criterion.rule.code in wanted
    ]
    return [Panel("funding/_page_rules.html", {"criteria": found})] if found else []


def found_calls(search):
    """Under "site_search": calls that were opened, whatever became of them."""
    calls = Call.objects.exclude(state=Call.State.DRAFT)
    found = ranked(search, [Document(call.title, "", call.text, call) for call in calls])

    def hits(start, stop):
        return [
            Hit(
                one.title,
                one.source.get_absolute_url(),
                get_language(),
                snippet(search, one.text),
                f"{one.source.get_kind_display()} · {one.source.phase.label}",
            )
            for one in found[start:stop]
        ]

    return [Tab("calls", _("Calls"), 50, len(found), hits)]


def site_places(user):
    """What this app keeps of the site."""
    if not allows(user, "funding.keep_notices"):
        return []
    detail = _("What readers see above the pages for some time: planned maintenance, changes to a call.")
    return [SitePlace(_("Notices"), detail, "funding:notices", "megaphone")]


def notices(request, context):
    """Above a page: the notices for everybody, and those of the call that it or its proposal is about, by its ``context``."""
    found = shown(request, [context.get(name) for name in ("call", "application")])
    here = request.get_full_path()
    return [Panel("funding/_notices.html", {"notices": found, "here": here})] if found else []


def regions():
    """(code, name) of the regions, for forms of lower apps."""
    return [(region.code, region.name) for region in Region.objects.all()]


def countries():
    """(code, name, code of the region or "") of the countries by name, for forms of lower apps."""
    rows = (
        (country.code, country.name, country.region_id or "")
        for country in Country.objects.only("code", "name", "region")
    )
    return sorted(rows, key=lambda row: fold(row[1]))
