"""The two statements that a signer agrees to. Change the version whenever their wording changes."""

from django.utils.translation import gettext_lazy as _

CONSENT_VERSION = "2026-1"
HAS_READ = _("I have read this agreement.")
AGREES_TO_SIGN = _("I agree to sign it electronically. My signature binds me like one on paper between us.")
