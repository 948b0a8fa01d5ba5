from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import override

from notifications.models import OutboxMail

OUTBOX = "notifications.backends.OutboxEmailBackend"


def test_mail_of_a_library_waits_in_the_outbox_one_row_a_recipient(db):
    message = EmailMultiAlternatives(
        "Sujet", "Texte", to=["a@example.org"], bcc=["b@example.org"], connection=get_connection(OUTBOX)
    )
    message.attach_alternative("<p>Texte</p>", "text/html")

    with override("fr"):
        assert message.send() == 1

    assert set(OutboxMail.objects.values_list("to", "subject", "text", "html", "language", "holds_secret")) == {
        (to, "Sujet", "Texte", "<p>Texte</p>", "fr", True) for to in ("a@example.org", "b@example.org")
    }
