from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people's proposals and projects for one's own machine. Installed in development and tests only."""

    name = "demo"
