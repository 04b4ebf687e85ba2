from django.urls import URLPattern, URLResolver, path

from matching import urls_bulk, urls_coaches, urls_studio, urls_wishes
from matching.views import blocks, by_hand, desk, mentors, overview, requests, waitlist

urlpatterns: list[URLPattern | URLResolver] = [
    # a mentee finds a mentor
    path("enrollments/<uuid:pk>/mentors/", mentors.mentor_list, name="mentor_list"),
    path("enrollments/<uuid:pk>/mentors/<uuid:mentor_pk>/", mentors.mentor_detail, name="mentor_detail"),
    path("enrollments/<uuid:pk>/mentors/<uuid:mentor_pk>/request/", requests.request_create, name="request_create"),
    path("enrollments/<uuid:pk>/mentors/<uuid:mentor_pk>/wait/", waitlist.waitlist_join, name="waitlist_join"),
    path("enrollments/<uuid:pk>/requests/", requests.request_own_list, name="request_own_list"),
    path("requests/<uuid:pk>/up/", requests.request_move_up, name="request_move_up"),
    path("requests/<uuid:pk>/withdraw/", requests.request_withdraw, name="request_withdraw"),
    path("requests/<uuid:pk>/wait/", requests.request_wait_instead, name="request_wait_instead"),
    path("waitlist/<uuid:pk>/leave/", waitlist.waitlist_leave, name="waitlist_leave"),
    path("waitlist/<uuid:pk>/take/", waitlist.waitlist_take, name="waitlist_take"),
    # a mentor answers
    path("requests/", desk.request_list, name="request_list"),
    path("requests/<uuid:pk>/accept/", desk.request_accept, name="request_accept"),
    path("requests/<uuid:pk>/decline/", desk.request_decline, name="request_decline"),
    path("enrollments/<uuid:pk>/room/", desk.mentor_room, name="mentor_room"),
    # not for me
    path("people/<uuid:pk>/block/", blocks.pair_block, name="pair_block"),
    path("people/<uuid:pk>/unblock/", blocks.pair_unblock, name="pair_unblock"),
    *urls_wishes.urlpatterns,
    # those who run a program
    path("programs/<uuid:pk>/requests/", overview.request_overview, name="request_overview"),
    path("programs/<uuid:pk>/match/", by_hand.partnership_create_by_admin, name="partnership_create_by_admin"),
    *urls_studio.urlpatterns,
    *urls_coaches.urlpatterns,
    *urls_bulk.urlpatterns,
]
