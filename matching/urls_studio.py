"""Addresses of the assignment studio."""

from django.urls import URLPattern, URLResolver, path

from matching.views import assignment, comparison, exclusions, pairs, run_progress, swaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("programs/<uuid:pk>/assignment/", assignment.assignment_list, name="assignment_list"),
    path("programs/<uuid:pk>/assignment/run/", assignment.assignment_run_create, name="assignment_run_create"),
    path(
        "programs/<uuid:program_pk>/assignment/<uuid:pk>/",
        assignment.assignment_run_detail,
        name="assignment_run_detail",
    ),
    path("assignment-runs/<uuid:pk>/again/", assignment.assignment_run_again, name="assignment_run_again"),
    path("assignment-runs/<uuid:pk>/review/", assignment.assignment_run_review, name="assignment_run_review"),
    path("assignment-runs/<uuid:pk>/publish/", assignment.assignment_run_publish, name="assignment_run_publish"),
    path("assignment-runs/<uuid:pk>/discard/", assignment.assignment_run_discard, name="assignment_run_discard"),
    path("assignment-pairs/<uuid:pk>/lock/", pairs.assignment_pair_lock, name="assignment_pair_lock"),
    path("assignment-pairs/<uuid:pk>/unlock/", pairs.assignment_pair_unlock, name="assignment_pair_unlock"),
    path("assignment-pairs/<uuid:pk>/sponsor/", pairs.assignment_pair_sponsor, name="assignment_pair_sponsor"),
    path("programs/<uuid:pk>/assignment/compare/", comparison.assignment_compare, name="assignment_compare"),
    path("runs/<uuid:pk>/progress/", run_progress.run_progress, name="run_progress"),
    path("runs/<uuid:pk>/cancel/", run_progress.run_cancel, name="run_cancel"),
    path("assignment-runs/<uuid:pk>/verify/", assignment.assignment_run_verify, name="assignment_run_verify"),
    path("assignment-runs/<uuid:pk>/leave-out/", exclusions.run_exclude, name="run_exclude"),
    path("run-exclusions/<uuid:pk>/undo/", exclusions.run_include, name="run_include"),
    path("assignment-pairs/<uuid:pk>/swap/", swaps.assignment_pair_swap, name="assignment_pair_swap"),
]
