"""Addresses about coaches: pools, credentials, first talks."""

from django.urls import URLPattern, path

from matching.views import chemistry, credentials, pools

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:pk>/coaches/", pools.coach_list, name="coach_list"),
    path("programs/<uuid:pk>/pools/", pools.pool_list, name="pool_list"),
    path("pools/<uuid:pk>/", pools.pool_detail, name="pool_detail"),
    path("pools/<uuid:pk>/members/", pools.pool_members, name="pool_members"),
    path("pools/<uuid:pk>/delete/", pools.pool_delete, name="pool_delete"),
    path("enrollments/<uuid:pk>/credentials/", credentials.credential_list, name="credential_list"),
    path("credentials/", credentials.credential_own_list, name="credential_own_list"),
    path("credentials/<uuid:pk>/", credentials.credential_change, name="credential_change"),
    path("credentials/<uuid:pk>/remove/", credentials.credential_remove, name="credential_remove"),
    path("programs/<uuid:pk>/first-talks/", chemistry.chemistry_list, name="chemistry_list"),
    path("first-talks/<uuid:pk>/close/", chemistry.chemistry_close, name="chemistry_close"),
    path("enrollments/<uuid:pk>/first-talks/", chemistry.chemistry_own, name="chemistry_own"),
]
