from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")

    def ready(self):
        """Open proposals to their reviewers; register effects, navigation and to-do items."""
        from django.db.models import Q

        from applications.models import Application
        from applications.workflow import PROPOSAL
        from core.access import also_visible
        from core.panels import register
        from funding.services.ledger import on_booking

        from . import effects, panels
        from .help import help_pages
        from .models import Assignment

        also_visible(
            Application,
            lambda user: Q(pk__in=Assignment.objects.readable_with_team().filter(reviewer=user).values("application")),
        )
        also_visible(Application, panels.acted_for)
        PROPOSAL.on("approve", effects.award_project)
        PROPOSAL.on("withdraw", effects.free_reviewers)
        PROPOSAL.on("withdraw", effects.drop_decision)
        PROPOSAL.on("reconsider", effects.refuse_when_decided)
        PROPOSAL.on("return", effects.free_reviewers)
        PROPOSAL.on("decline", effects.free_reviewers)
        PROPOSAL.on("screen_out", effects.free_reviewers)
        on_booking(effects.tell_of_reserve)
        register("help", help_pages)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("application", panels.application)
        register("team_obstacles", panels.team_obstacles)
