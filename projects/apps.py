from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self):
        """Show plans of projects to whom the project is shown; register navigation, to-do items and the home page's part."""
        from django.db.models import Q

        from core.access import also_visible
        from core.panels import register
        from plans.models import PlanVersion

        from . import panels
        from .models import Project

        # the plan behind a public project stays closed to the public: it names people and costs
        also_visible(
            PlanVersion, lambda user: Q(plan__project__in=Project.objects.worked_on_by(user), status="APPROVED")
        )
        register("home", panels.home)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("application", panels.application)
