from django.core.management.base import BaseCommand

from content.services import check_links


class Command(BaseCommand):
    help = "Check the links of the site's pages; other sites are asked only where LINK_CHECK_OUTSIDE allows it."

    def handle(self, *args, **options):
        """Print how many links lead nowhere."""
        self.stdout.write(f"links that lead nowhere: {check_links()}")
