"""Looks whether servers whose addresses were given answer, so that one line says so and not a traceback."""

from __future__ import annotations

from launcher.problems import Problem

PATIENCE_SECONDS = 5


def check_database(url: str) -> None:
    """Raises Problem with the reason when the server that DATABASE_URL names cannot be used."""
    import psycopg2

    try:
        psycopg2.connect(url, connect_timeout=PATIENCE_SECONDS).close()
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Problem(f"The server named by DATABASE_URL cannot be used: {reason}") from error
    except psycopg2.ProgrammingError:
        return  # words in the address that only the application understands


def check_redis(url: str) -> None:
    """Raises Problem with the reason when the server that REDIS_URL names cannot be used."""
    import redis

    try:
        with redis.Redis.from_url(
            url, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise Problem(f"The server named by REDIS_URL cannot be used: {reason}") from error
