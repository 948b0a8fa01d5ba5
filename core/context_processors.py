from django.conf import settings


def portal(request):
    """What every page's frame needs."""
    return {"DEMO": settings.DEMO}
