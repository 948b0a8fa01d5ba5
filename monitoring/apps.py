from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self):
        """Say what follows from steps of projects and reports; add to pages of lower apps."""
        from core.panels import register

        from . import panels
        from .help import help_pages
        from .selectors import closing

        self._follow_steps()
        register("help", help_pages)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("public_facts", panels.public_facts)
        register("managed_project", panels.managed_project)
        register("managed_list", panels.managed_list)
        register("screening", panels.screening)
        register("manager_obstacles", panels.obstacles_to_manager)
        register("files_named", panels.files_named)
        register("virus_found", panels.virus_found)
        register("amendment_obstacles", panels.obstacles_to_amendment)
        register("completion_obstacles", closing.obstacles_to_completion)
        register("closure_obstacles", closing.obstacles_to_closure)
        register("managed_project", panels.ending)
        register("project_step", panels.step_of_project)
        register("public_project", panels.public_project)
        register("tasks", panels.ending_tasks)
        register("sitemap", panels.sitemap)
        register("site_search", panels.found_lessons)
        register("extension_effects", panels.effects_of_extension)
        register("spent_by_line", panels.spent_by_line)
        register("document_templates", panels.document_templates)

    def _follow_steps(self):
        from django.db.models import Q

        from core.access import also_visible
        from projects.models import Project
        from projects.workflow import AMENDMENT, PROJECT

        from . import effects
        from .models import TeamMember
        from .workflow import REPORT

        also_visible(Project, lambda user: Q(pk__in=TeamMember.objects.filter(user=user).values("project")))
        PROJECT.on("activate", effects.schedule_reports)
        PROJECT.on("cancel", effects.release_unspent)
        for step in PROJECT.transitions:
            PROJECT.on(step.name, effects.renew_standing)
        for step in REPORT.transitions:  # each changes what is late, or what counts
            REPORT.on(step.name, effects.renew_after_report)
        REPORT.on("certify", effects.keep_checklist)
        AMENDMENT.on("approve", effects.reschedule)
        AMENDMENT.on("approve", effects.renew_after_amendment)
