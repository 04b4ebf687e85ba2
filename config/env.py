"""Reads the environment once, in one place; `.env.example` lists every name that is read here."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
EXAMPLE_MARKERS = ("change-me", "example", "secret-key")


def text(name: str, default: str = "") -> str:
    """The variable's value, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on (any case)."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def whole(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured when the value is not one."""
    value = text(name, str(default))
    if not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def secret(name: str) -> str:
    """A secret that must be given and must not be a sample.

    Raises ImproperlyConfigured naming the variable when it is missing, short or copied from an example.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: it has no default. See .env.example.")
    if len(value) < 32 or any(marker in value.lower() for marker in EXAMPLE_MARKERS):
        raise ImproperlyConfigured(f"{name} is too short or still the example value: make one of 50 random characters.")
    return value


def required(name: str) -> str:
    """A value that must be given. Raises ImproperlyConfigured naming the variable."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}. See .env.example.")
    return value


def redis_database(url: str, offset: int) -> str:
    """The same Redis address with its database number raised by `offset` (redis:// and unix:// forms)."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        number = int(parse_qs(parts.query).get("db", ["0"])[0]) + offset
        return f"unix://{parts.netloc}{parts.path}?db={number}"
    number = int(parts.path.strip("/") or 0) + offset
    return parts._replace(path=f"/{number}").geturl()


def broker_url(url: str) -> str:
    """The address in the form that Celery's transport wants (it names sockets differently)."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def email_settings(url: str, mail_dir: Path) -> dict[str, object]:
    """Django's mail settings from `smtp://user:password@host:port`, `smtp+tls://`, `smtps://` or nothing (files)."""
    if not url:
        return {"EMAIL_BACKEND": "notifications.outbox.FileOutboxBackend", "MAIL_DIR": mail_dir}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp://, smtp+tls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 15,
        "MAIL_DIR": mail_dir,
    }
