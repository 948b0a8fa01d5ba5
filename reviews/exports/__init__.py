"""What reviewers take with them: a pack of proposals to read away from the portal."""

from .packs import pack

__all__ = ["pack"]
