import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import projects
from accounts.services import ensure_demo_people
from applications.services import load_document_kinds
from content.services import load_pages, load_terms, renew_documents
from demo.answers import ensure_answers
from demo.boards import ensure_board
from demo.calls import ensure_calls
from demo.concepts import ensure_concepts
from demo.documents import ensure_downloads
from demo.endings import ensure_ending
from demo.enquiries import ensure_enquiries
from demo.funds import ensure_funds
from demo.news import ensure_news
from demo.notices import ensure_notices
from demo.proposals import ensure_proposals
from demo.questions import ensure_questions
from demo.stories import ensure_stories
from funding.services import load_reference
from monitoring.services import load_monitoring_reference
from projects.services import import_projects, load_synonyms, refresh_missing
from reviews.services import load_rubric

DATA = Path(projects.__file__).parent / "data"


class Command(BaseCommand):
    help = "Fill one's own portal: reference data, the real catalogue, demo people and their proposals. Repeatable."

    def handle(self, *args, **options):
        """Print what was created; refuses outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: this portal is not for demonstration.")
        reference, criteria, kinds = load_reference(), load_rubric(), load_document_kinds()
        load_monitoring_reference()
        summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
        report = import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)
        refresh_missing()
        load_synonyms()
        pages, terms = load_pages(), load_terms()
        documents = len(renew_documents())
        ensure_downloads()
        people = len(ensure_demo_people())
        funds = ensure_funds()  # before proposals are approved, so that their money is checked and counted
        calls, questions = ensure_calls(), ensure_questions()
        proposals, concepts = ensure_proposals() + ensure_answers(), ensure_concepts()
        notices = ensure_notices()
        boards, stories, ended = ensure_board(), ensure_stories(), ensure_ending()
        letters = ensure_enquiries()
        news = ensure_news()
        self.stdout.write(
            f"reference {reference.created}, criteria {criteria}, kinds of documents {kinds}, projects {report.created} created "
            f"{len(report.rejections)} rejected, people {people}, allocations {funds}, calls {calls}, "
            f"questions {questions}, proposals {proposals}, concept notes {concepts}, boards {boards}, stories {stories}, "
            f"ended projects {ended}, pages {pages}, terms {terms}, notices {notices}, "
            f"letters {letters}, news {news}, document templates {documents}"
        )
