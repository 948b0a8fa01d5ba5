from celery import shared_task

from . import services


@shared_task
def publish_pages():
    """Make public the editions whose time has come; returns how many."""
    return services.publish_due()


@shared_task
def wipe_letters():
    """Wipe the personal data of enquiries and pledges that are over for long; returns how many."""
    return services.wipe_letters()


@shared_task
def check_links():
    """Note which links of the site's pages lead nowhere; returns how many."""
    return services.check_links()


@shared_task
def tell_of_news():
    """Tell readers of articles that are not public in their language even after a while; returns how many mails were written."""
    return services.tell_late_readers()


@shared_task
def forget_unconfirmed():
    """Erase addresses that were given for the newsletter and never confirmed; returns how many rows."""
    return services.forget_unconfirmed()


@shared_task
def renew_document_templates():
    """Make the document templates anew whose forms or rules changed; returns how many files."""
    return len(services.renew_documents())
