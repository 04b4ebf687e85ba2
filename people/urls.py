"""Addresses of people, imports, the organization and one's own profile."""

from django.urls import URLPattern, URLResolver, path, re_path

from people.views import imports, organization, people, profile

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.person_list, name="person_list"),
    re_path(r"^people/export\.(?P<kind>csv|xlsx)$", people.person_export, name="person_export"),
    path("people/import/", imports.person_import_list, name="person_import_list"),
    path("people/import/upload/", imports.person_import_upload, name="person_import_upload"),
    path("people/import/<uuid:pk>/", imports.person_import_detail, name="person_import_detail"),
    path("people/import/<uuid:pk>/progress/", imports.person_import_progress, name="person_import_progress"),
    path("people/import/<uuid:pk>/columns/", imports.person_import_columns, name="person_import_columns"),
    path("people/import/<uuid:pk>/again/", imports.person_import_columns_again, name="person_import_columns_again"),
    path("people/import/<uuid:pk>/start/", imports.person_import_start, name="person_import_start"),
    path("people/import/<uuid:pk>/discard/", imports.person_import_discard, name="person_import_discard"),
    path("people/import/<uuid:pk>/problems.csv", imports.person_import_problems, name="person_import_problems"),
    path("people/<uuid:pk>/", people.person_detail, name="person_detail"),
    path("people/<uuid:pk>/employment/", people.person_employment, name="person_employment"),
    path("people/<uuid:pk>/roles/", people.person_roles, name="person_roles"),
    path("organization/", organization.organization_edit, name="organization_edit"),
    path("me/", profile.profile_edit, name="profile_edit"),
    path("me/theme/", profile.theme_set, name="theme_set"),
]
