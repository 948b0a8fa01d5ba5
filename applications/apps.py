from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Applications")

    def ready(self):
        """Show plans to whom the application is shown; register effects, navigation and to-do items."""
        from django.db.models import Q

        from core.access import also_visible
        from core.panels import register
        from plans.models import PlanVersion

        from . import effects, panels
        from .help import help_pages
        from .models import Application
        from .workflow import PROPOSAL

        also_visible(  # what came after the proposal is the project's
            PlanVersion,
            lambda user: Q(plan__application__in=Application.objects.visible_to(user), origin="APPLICATION"),
        )
        PROPOSAL.on("return", effects.reopen_plan)
        PROPOSAL.on("return", effects.close_clarification)
        PROPOSAL.on("revise", effects.reopen_plan)
        PROPOSAL.on("withdraw", effects.withdraw_plan)
        PROPOSAL.on("withdraw", effects.close_clarification)
        PROPOSAL.on("decline", effects.withdraw_plan)
        PROPOSAL.on("screen_out", effects.withdraw_plan)
        PROPOSAL.on("approve", effects.approve_plan)
        register("help", help_pages)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("tasks", panels.team_tasks)
        register("application", panels.exchange)
        register("call", panels.on_call)
        register("managed_call", panels.on_managed_call)
        register("call_audience", panels.call_audience)
        register("plan_aside", panels.comments_on_plan)
        register("plan_holder", panels.of_plan)
        register("plan_findings", panels.findings_on_budget)
        register("files_named", panels.files_named)
        register("virus_found", panels.virus_found)
        register("rule_effects", panels.rule_effects)
        register("document_templates", panels.document_templates)
