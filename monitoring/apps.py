from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self):
        """Register the schedule effect, navigation, to-do items and what reports make public of projects."""
        from core.panels import register
        from projects.workflow import PROJECT

        from . import effects, panels

        PROJECT.on("activate", effects.schedule_reports)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("public_facts", panels.public_facts)
        register("managed_project", panels.managed_project)
        register("screening", panels.screening)
        register("files_named", panels.files_named)
        register("amendment_obstacles", panels.obstacles_to_amendment)
