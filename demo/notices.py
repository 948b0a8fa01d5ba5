"""The demonstration's notices: one on the regional call, one that is coming, one that was ended. None on all pages now."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from funding.deadlines import moment
from funding.models import Call, Notice
from funding.services.notices import end_notice, keep_notice

from .calls import SLUG, ZONE
from .proposals import person

ON_CALL = {
    "text_en": "Demonstration: questions about this call are answered on working days from 9 to 17 o’clock, Geneva time.",
    "text_fr": (
        "Démonstration\u00a0: il est répondu aux questions sur cet appel les jours ouvrables de 9 à 17 heures, heure de Genève."
    ),
    "text_es": (
        "Demostración: las preguntas sobre esta convocatoria se responden los días laborables de 9 a 17 horas, hora de Ginebra."
    ),
}
COMING = {
    "text_en": "Demonstration: on Saturday from 7 to 9 o’clock, Geneva time, the portal is closed. What you saved is kept.",
    "text_fr": (
        "Démonstration\u00a0: samedi de 7 à 9 heures, heure de Genève, le portail n’est pas disponible. Ce que vous avez "
        "enregistré est conservé."
    ),
    "text_es": (
        "Demostración: el sábado de 7 a 9 horas, hora de Ginebra, el portal no está disponible. Lo que ha guardado se conserva."
    ),
}
ENDED = {
    "text_en": "Demonstration: mails to applicants are delayed.",
    "text_fr": "Démonstration\u00a0: les courriels aux demandeurs sont retardés.",
    "text_es": "Demostración: los correos a los solicitantes llegan con retraso.",
}


def ensure_notices():
    """Write the three notices if there is none. Returns how many were written."""
    if Notice.objects.exists():
        return 0
    officer, now = person("sofia.marin"), timezone.now()
    today = now.astimezone(ZoneInfo(ZONE)).date()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7)
    call = Call.objects.get(slug=SLUG)
    keep_notice(None, by=officer, revision=0, call=call, starts_at=now, ends_at=call.deadline_at, **ON_CALL)
    start, end = (moment(datetime.combine(saturday, time(hour)), ZONE) for hour in (7, 9))
    keep_notice(None, by=officer, revision=0, tone=Notice.Tone.WARNING, starts_at=start, ends_at=end, **COMING)
    over = keep_notice(
        None, by=officer, revision=0, tone=Notice.Tone.DANGER, starts_at=now, ends_at=now + timedelta(days=1), **ENDED
    )
    end_notice(over, by=officer, revision=1)
    return 3
