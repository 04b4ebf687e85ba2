"""Logs: JSON in production, plain lines while developing. They name ids and request ids, never content."""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# What PostgreSQL adds to an error: the row that it refused, or the statement with its values, up to the next traceback.
# Celery writes errors as their repr, hence the other spelling of a line break.
_ROWS = re.compile(
    r"(?:^|\\n)(?:DETAIL|LINE \d+): .*?(?=\n\n(?:The above exception|During handling of)[^\n]*:\n\nTraceback|\Z)",
    re.MULTILINE | re.DOTALL,
)


def without_rows(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out the rows and values that the database's own messages repeat: people's words may be among them."""
    for key in ("event", "exception"):
        if isinstance(event.get(key), str):
            event[key] = _ROWS.sub("(values left out)", event[key])
    return event


def writing(*, is_json: bool) -> list[Any]:
    """The last steps of a line's way: traceback as text, rows left out, JSON or plain."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False,
        exception_formatter=structlog.dev.plain_traceback,  # the other formatters print local variables: content
    )
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        without_rows,
        structlog.processors.JSONRenderer() if is_json else plain,
    ]


def configure(options: dict[str, Any]) -> None:
    """Set up logging from settings.LOGGING ({'json': bool, 'level': str})."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": writing(is_json=options["json"]),
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["console"], "level": options["level"]},
            "loggers": {"django.server": {"level": "WARNING"}, "django.db.backends": {"level": "WARNING"}},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
