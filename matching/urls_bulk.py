"""Matching a whole cohort at once: both sides rank, then those who run the program compare and publish."""

from django.urls import URLPattern, URLResolver, path

from matching.views import bulk, rankings

urlpatterns: list[URLPattern | URLResolver] = [
    path("enrollments/<uuid:pk>/ranking/", rankings.ranking_detail, name="ranking_detail"),
    path("enrollments/<uuid:pk>/ranking/<uuid:other_pk>/add/", rankings.ranking_add, name="ranking_add"),
    path("enrollments/<uuid:pk>/ranking/<uuid:other_pk>/up/", rankings.ranking_up, name="ranking_up"),
    path("enrollments/<uuid:pk>/ranking/<uuid:other_pk>/down/", rankings.ranking_down, name="ranking_down"),
    path("enrollments/<uuid:pk>/ranking/<uuid:other_pk>/remove/", rankings.ranking_remove, name="ranking_remove"),
    path("programs/<uuid:pk>/bulk/", bulk.bulk_list, name="bulk_list"),
    path("programs/<uuid:program_pk>/bulk/<uuid:pk>/", bulk.bulk_run_detail, name="bulk_run_detail"),
    path("cohorts/<uuid:pk>/invite-to-rank/", bulk.bulk_invite, name="bulk_invite"),
    path("cohorts/<uuid:pk>/match/", bulk.bulk_run_create, name="bulk_run_create"),
    path("bulk-runs/<uuid:pk>/choose/", bulk.bulk_run_choose, name="bulk_run_choose"),
]
