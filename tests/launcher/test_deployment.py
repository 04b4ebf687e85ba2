"""What the repository says about running it: containers, variables, locks, make."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from launcher.processes import PROJECT

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {"migrate", "web", "worker", "beat"}
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_URL", "EMAIL_URL", "FIELD_KEYS_FILE", "SEAL_KEYS_DIR"}
LOCKS = sorted(PROJECT.glob("requirements*.lock"))


def example() -> dict[str, str]:
    """The variables of .env.example with their values."""
    lines = (PROJECT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def read_by_the_application() -> set[str]:
    """Every variable that config reads, by the functions of config.env."""
    text = "".join(path.read_text() for path in (PROJECT / "config").glob("*.py"))
    return set(re.findall(r"env\.(?:text|flag|words|whole|secret|required)\(\s*\"([A-Z_]+)\"", text))


def test_compose_has_every_part() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"migrate"}))
def test_compose_service_has_a_health_check_and_comes_back(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[service]["restart"] == "unless-stopped"


def test_compose_migrates_first() -> None:
    assert SERVICES["migrate"]["command"] == ["python", "manage.py", "migrate", "--no-input"]
    for service in OURS - {"migrate"}:
        assert SERVICES[service]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_compose_images_are_of_one_major_version() -> None:
    assert {SERVICES[name]["image"] for name in ("postgres", "redis")} == {"postgres:18", "redis:8"}
    assert {SERVICES[name]["image"] for name in OURS} == {"mentoring"}


def test_compose_gives_our_containers_no_rights() -> None:
    for service in OURS:
        assert SERVICES[service]["read_only"] is True
        assert SERVICES[service]["cap_drop"] == ["ALL"]
        assert SERVICES[service]["security_opt"] == ["no-new-privileges:true"]


def test_compose_publishes_the_web_server_only_and_to_this_host_only() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"]
    }


def test_compose_volumes_are_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_compose_variables_are_explained_in_the_example() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", (PROJECT / "docker-compose.yml").read_text()))
    assert used - set(example()) == set()


def test_compose_secrets_have_no_default() -> None:
    for name, how in re.findall(r"\$\{([A-Z_]+)(:[-?][^}]*)?}", (PROJECT / "docker-compose.yml").read_text()):
        if name in SECRETS:
            assert how == f":?set {name} in .env"


def test_compose_passes_every_variable_the_application_cannot_do_without() -> None:
    passed = set(SERVICES["web"]["environment"])
    needed = {
        "SECRET_KEY",
        "FIELD_KEYS_FILE",
        "SEAL_KEYS_DIR",
        "BASE_URL",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
    }
    assert needed - passed == set()
    assert passed - read_by_the_application() == set()


def test_example_lists_what_is_read_and_gives_no_secret() -> None:
    assert read_by_the_application() - set(example()) == set()
    assert {name: example()[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")


def test_image_runs_as_an_ordinary_user_with_a_health_check() -> None:
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    assert [line for line in lines if line.startswith("FROM ")] == [
        "FROM python:3.12-slim AS packages",
        "FROM python:3.12-slim",
    ]
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    assert any("--require-hashes" in line for line in lines)


def test_image_holds_every_package_of_the_source() -> None:
    allowed = {line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages - allowed == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    for line in lock.read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line)


def test_make_help_names_every_command() -> None:
    shown = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    names = {line.split()[1] for line in shown.splitlines()}
    assert names == {"help", "run", "test", "check", "fix", "bench", "figures", "lock", "messages", "screenshots"}


def test_continuous_integration_runs_make_test() -> None:
    lines = (PROJECT / ".ci" / "run").read_text().splitlines()
    assert lines[-1] == "exec make test"
