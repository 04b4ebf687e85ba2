"""Addresses of the sessions app."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.cache import never_cache

from sessions.views import actions, meetings, partnerships, progress, records, rematches, results, statements


def private(route: str, view: Callable[..., HttpResponse], *, name: str) -> URLPattern:
    """An address whose pages no browser keeps: they hold what people said to each other."""
    return path(route, never_cache(view), name=name)


urlpatterns: list[URLPattern | URLResolver] = [
    private("partnerships/<uuid:pk>/", partnerships.partnership_detail, name="partnership_detail"),
    private("partnerships/<uuid:pk>/meetings/", meetings.meeting_list, name="meeting_list"),
    private("partnerships/<uuid:pk>/meetings/new/", meetings.meeting_schedule, name="meeting_schedule"),
    private("partnerships/<uuid:pk>/actions/new/", actions.action_add, name="action_add"),
    private("partnerships/<uuid:pk>/pulse/", partnerships.pulse_answer, name="pulse_answer"),
    private("partnerships/<uuid:pk>/closing/", partnerships.closing_begin, name="closing_begin"),
    private("partnerships/<uuid:pk>/looking-back/", partnerships.reflection_give, name="reflection_give"),
    private("partnerships/<uuid:pk>/end/", partnerships.partnership_end, name="partnership_end"),
    private("partnerships/<uuid:pk>/another-coach/", rematches.rematch_ask, name="rematch_ask"),
    private("partnerships/<uuid:pk>/remind/", progress.partnership_remind, name="partnership_remind"),
    private("partnerships/<uuid:pk>/reviews/<slug:kind>/", statements.statement_edit, name="statement_edit"),
    private("reviews/<uuid:pk>/", statements.statement_detail, name="statement_detail"),
    private("reviews/<uuid:pk>/release/", statements.statement_release, name="statement_release"),
    private("meetings/<uuid:pk>/", meetings.meeting_detail, name="meeting_detail"),
    private("meetings/<uuid:pk>/move/", meetings.meeting_move, name="meeting_move"),
    private("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    private("meetings/<uuid:pk>/report/", meetings.meeting_report, name="meeting_report"),
    private("meetings/<uuid:pk>/focus/", records.focus_edit, name="focus_edit"),
    private("meetings/<uuid:pk>/log/", records.log_edit, name="log_edit"),
    private("meetings/<uuid:pk>/note/", records.note_edit, name="note_edit"),
    private("notes/<uuid:pk>/", records.note_detail, name="note_detail"),
    private("actions/<uuid:pk>/done/", actions.action_finish, name="action_finish"),
    private("actions/<uuid:pk>/reopen/", actions.action_reopen, name="action_reopen"),
    private("actions/<uuid:pk>/drop/", actions.action_drop, name="action_drop"),
    private("goals/<uuid:pk>/check-in/", actions.goal_check_in, name="goal_check_in"),
    private("goals/<uuid:pk>/reached/", actions.goal_reach, name="goal_reach"),
    private("results/", results.result_list, name="result_list"),
    private("programs/<uuid:pk>/progress/", progress.program_progress, name="program_progress"),
]
