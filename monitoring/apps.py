from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self):
        """Register the schedule effect, navigation, to-do items and what reports make public of projects."""
        from core.panels import register
        from projects.workflow import AMENDMENT, PROJECT

        from . import effects, panels
        from .workflow import REPORT

        PROJECT.on("activate", effects.schedule_reports)
        for step in PROJECT.transitions:
            PROJECT.on(step.name, effects.renew_standing)
        for step in REPORT.transitions:  # each changes what is late, or what counts
            REPORT.on(step.name, effects.renew_after_report)
        AMENDMENT.on("approve", effects.renew_after_amendment)
        REPORT.on("certify", effects.keep_checklist)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("public_facts", panels.public_facts)
        register("managed_project", panels.cockpit)
        register("managed_project", panels.managed_project)
        register("screening", panels.screening)
        register("amendment_obstacles", panels.obstacles_to_amendment)
