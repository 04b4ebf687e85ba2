"""What `manage.py check --deploy` says about the key that seals agreements."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils import timezone

from agreements.sealing import KeyProblem, signing_key

SOON = timedelta(days=60)


@checks.register(deploy=True)
def seal_key(**kwargs: Any) -> list[checks.CheckMessage]:
    """An error when nothing can be sealed, a warning in the last 60 days of the certificate."""
    now = timezone.now()
    try:
        certificate = signing_key(settings.SEAL_KEYS_DIR, at=now).certificate
    except KeyProblem as problem:
        return [checks.Error(str(problem), id="agreements.E001")]
    left = certificate.ends - now
    if left >= SOON:
        return []
    told = (
        f"SEAL_KEYS_DIR: the certificate that seals ends in {left.days} days. manage.py make_seal_key makes a new pair."
    )
    return [checks.Warning(told, hint="Keep the old certificate: it checks what it sealed.", id="agreements.W001")]
