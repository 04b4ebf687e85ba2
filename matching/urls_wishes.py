"""Addresses of what people wish of each other: favourites, comparing, asking why, mentors who propose themselves."""

from django.urls import URLPattern, path

from matching.views import compare, favourites, proposals, steps_in, whynot

urlpatterns: list[URLPattern] = [
    path("enrollments/<uuid:pk>/mentors/compare/", compare.mentor_compare, name="mentor_compare"),
    path("enrollments/<uuid:pk>/mentors/why/", whynot.mentor_why_not, name="mentor_why_not"),
    path("enrollments/<uuid:pk>/mentors/<uuid:mentor_pk>/keep/", favourites.favourite_keep, name="favourite_keep"),
    path(
        "enrollments/<uuid:pk>/mentors/<uuid:mentor_pk>/let-go/", favourites.favourite_let_go, name="favourite_let_go"
    ),
    # a mentor proposes themself
    path("enrollments/<uuid:pk>/mentees/", proposals.mentee_list, name="mentee_list"),
    path("enrollments/<uuid:pk>/mentees/<uuid:mentee_pk>/propose/", proposals.proposal_create, name="proposal_create"),
    path("proposals/<uuid:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("proposals/<uuid:pk>/accept/", proposals.proposal_accept, name="proposal_accept"),
    path("proposals/<uuid:pk>/decline/", proposals.proposal_decline, name="proposal_decline"),
    path("proposals/<uuid:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    # those who run a program
    path("requests/<uuid:pk>/pass-on/", steps_in.request_pass_on, name="request_pass_on"),
    path("requests/<uuid:pk>/more-time/", steps_in.request_give_time, name="request_give_time"),
    path("programs/<uuid:pk>/proposals/ask/", proposals.proposal_ask_mentors, name="proposal_ask_mentors"),
]
