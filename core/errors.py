"""What a service says when it will not do something, in sentences a person can act on."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the Fund or of the portal was not met; nothing was changed.

    ``sentences`` is the list of translated sentences to show; ``status`` the HTTP status a view answers when it has no
    better place to show them.
    """

    status = 409

    def __init__(self, sentences):
        self.sentences = [sentences] if isinstance(sentences, (str, Promise)) else list(sentences)
        super().__init__(*self.sentences)

    def __str__(self):
        return " ".join(str(sentence) for sentence in self.sentences)


class NotAllowed(DomainError):
    """The person may not do this to this object, whatever its state."""

    status = 403


class StateConflict(DomainError):
    """The object has moved on since the person looked at it (double click, old tab, a colleague was quicker)."""
