from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self):
        """Show plans of projects to whom the project is shown; register navigation, to-do items and the home page's part."""
        from core.access import also_visible
        from core.panels import register
        from plans.models import PlanVersion

        from . import effects, panels
        from .help import help_pages
        from .selectors import versions_shown_to
        from .selectors.site_search import found_projects, found_stories
        from .selectors.subjects import filters, subjects_of

        # the plan behind a public project stays closed to the public: it names people and costs
        also_visible(PlanVersion, versions_shown_to)
        register("home", panels.home)
        register("home_latest", panels.home_stories)
        register("site_search", found_projects)
        register("site_search", found_stories)
        register("help", help_pages)
        register("navigation", panels.navigation)
        register("tasks", panels.tasks)
        register("page_cycle", panels.cycle_on_page)
        register("application", panels.application)
        register("section", panels.section)
        register("managed_project", panels.iati)
        register("files_named", panels.files_named)
        register("plan_holder", panels.of_plan)
        register("plan_findings", panels.findings_on_budget)
        register("plan_results", panels.obstacles_of_results)
        register("plan_totals", panels.totals_of_budget)
        register("plan_versions", panels.of_versions)
        register("plan_comparison_head", panels.head_of_comparison)
        register("plan_comparison", panels.of_comparison)
        register("article", panels.article)
        register("kept_article", panels.kept_article)
        register("news_subjects", subjects_of)
        register("news_filters", filters)
        register("article_changed", effects.article_changed)
        register("reference_changed", effects.reference_changed)
        register("reference_loaded", effects.reference_loaded)
        register("document_templates", panels.document_templates)
