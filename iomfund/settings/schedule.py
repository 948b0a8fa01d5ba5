"""What Celery does on its own, and how often (in seconds). A sweep that found no worker in time expires, so that none pile up."""

from celery.schedules import crontab

TASKS = {
    "deliver-mail": {
        "task": "notifications.tasks.deliver_mail",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "remind-of-questions": {
        "task": "applications.tasks.remind_of_questions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "remind-of-reviews": {
        "task": "reviews.tasks.remind_of_reviews",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "remind-of-duties": {
        "task": "monitoring.tasks.remind_of_duties",
        "schedule": 3600.0,  # who was told today is not told again: a beat that was restarted misses no day
        "options": {"expires": 3600},
    },
    "forget-private-notes": {
        "task": "reviews.tasks.forget_private_notes",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "keep-calls-on-time": {
        "task": "funding.tasks.keep_calls_on_time",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "publish-pages": {
        "task": "content.tasks.publish_pages",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "wipe-letters": {
        "task": "content.tasks.wipe_letters",
        "schedule": 24 * 60 * 60.0,
        "options": {"expires": 24 * 60 * 60},
    },
    "check-links": {
        "task": "content.tasks.check_links",
        "schedule": crontab(hour=2, minute=40),  # at night: other sites are asked slowly, where that is allowed at all
        "options": {"expires": 6 * 60 * 60},
    },
    "tell-of-news": {
        "task": "content.tasks.tell_of_news",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "forget-unconfirmed-readers": {
        "task": "content.tasks.forget_unconfirmed",
        "schedule": 24 * 60 * 60.0,
    },
    "renew-document-templates": {
        "task": "content.tasks.renew_document_templates",
        "schedule": crontab(hour=2, minute=40),  # at night: rules that staff published by day reach the files
        "options": {"expires": 6 * 60 * 60},
    },
    "tell-followers": {
        "task": "projects.tasks.tell_followers",
        "schedule": 600.0,  # whoever is told as it happens is told once an hour at most; a full round may take several runs
        "options": {"expires": 600},
    },
    "forget-unconfirmed": {
        "task": "projects.tasks.forget_unconfirmed",
        "schedule": 24 * 60 * 60.0,
    },
    "check-money": {
        "task": "monitoring.tasks.check_money",
        "schedule": crontab(hour=3, minute=10),  # at night, in TIME_ZONE
        "options": {"expires": 6 * 60 * 60},
    },
    "renew-standings": {
        "task": "monitoring.tasks.renew_standings",
        "schedule": crontab(hour=0, minute=20),  # soon after midnight: days alone change lights
        "options": {"expires": 3600},
    },
    "scan-files": {
        "task": "core.tasks.scan_waiting_files",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "reap-files": {
        "task": "core.tasks.reap_files",
        "schedule": 24 * 60 * 60.0,
    },
}
