from celery import shared_task

from . import services


@shared_task
def publish_pages():
    """Make public the editions whose time has come; returns how many."""
    return services.publish_due()


@shared_task
def renew_document_templates():
    """Make the document templates anew whose forms or rules changed; returns how many files."""
    return len(services.renew_documents())
