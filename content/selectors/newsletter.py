"""Who gets the newsletter."""

from ..models import Subscriber


def subscriber_of(user):
    """The confirmed subscriber's row of a signed-in person, by account or by the same address; None for none."""
    return Subscriber.objects.of(user).confirmed().order_by("-user").first()


def subscriber_with(token):
    """The subscriber with the secret of a mail, None for none."""
    return Subscriber.objects.select_related("user").filter(token=token).first()


def wanting_calls(reached):
    """Those who want to hear of calls that open, without the addresses and people in ``reached`` (a set of e-mails)."""
    return (
        Subscriber.objects.told().filter(wants_calls=True).exclude(email__in=reached).exclude(user__email__in=reached)
    )
