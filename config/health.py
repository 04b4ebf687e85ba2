"""Is the process alive, and can it do its work?"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from notifications.models import Heartbeat


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, no migration is missing, and the scheduler's beat came through a worker lately."""
    checks = {"database": "ok", "migrations": "ok", "heartbeat": "ok"}
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            checks["migrations"] = "missing"
            checks["heartbeat"] = "unknown"
        else:
            checks["heartbeat"] = _heartbeat()
    except DatabaseError:
        checks = dict.fromkeys(checks, "unknown") | {"database": "unreachable"}
    is_ready = all(value == "ok" for value in checks.values())
    return JsonResponse(checks, status=200 if is_ready else 503)


def _heartbeat() -> str:
    last = Heartbeat.objects.filter(name="sweep").values_list("beat_at", flat=True).first()
    if last is None:
        return "none yet"
    limit = timedelta(seconds=settings.HEARTBEAT_SECONDS * 4)
    return "ok" if timezone.now() - last < limit else "stale"
