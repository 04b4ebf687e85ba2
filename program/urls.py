from django.urls import URLPattern, URLResolver, path

from program.views import enrollments, invitations, orientation, people, programs, setup

urlpatterns: list[URLPattern | URLResolver] = [
    # programs
    path("programs/", programs.program_list, name="program_list"),
    path("programs/new/", programs.program_create, name="program_create"),
    path("programs/<uuid:pk>/", programs.program_detail, name="program_detail"),
    path("programs/<uuid:pk>/duplicate/", programs.program_duplicate, name="program_duplicate"),
    path("programs/<uuid:pk>/phase/<slug:verb>/", programs.program_phase, name="program_phase"),
    # set-up
    path("programs/<uuid:pk>/setup/", setup.program_setup, name="program_setup"),
    path("programs/<uuid:pk>/setup/<slug:section>/", setup.program_setup_section, name="program_setup_section"),
    path("programs/<uuid:pk>/setup/<slug:section>/preview/", setup.program_preview, name="program_preview"),
    path("programs/<uuid:pk>/cohorts/new/", setup.cohort_create, name="cohort_create"),
    path("cohorts/<uuid:pk>/", setup.cohort_change, name="cohort_change"),
    path("programs/<uuid:pk>/managers/new/", setup.program_manager_create, name="program_manager_create"),
    path("program-managers/<uuid:pk>/remove/", setup.program_manager_remove, name="program_manager_remove"),
    path("programs/<uuid:pk>/orientation/", orientation.orientation_list, name="orientation_list"),
    path("programs/<uuid:pk>/orientation/new/", orientation.orientation_page_create, name="orientation_page_create"),
    path("orientation-pages/<uuid:pk>/", orientation.orientation_page_change, name="orientation_page_change"),
    path("orientation-pages/<uuid:pk>/remove/", orientation.orientation_page_remove, name="orientation_page_remove"),
    # the people of a program
    path("programs/<uuid:pk>/people/", people.enrollment_list, name="enrollment_list"),
    path("programs/<uuid:pk>/invite/", invitations.invitation_create, name="invitation_create"),
    path("enrollments/<uuid:pk>/resend/", invitations.invitation_resend, name="invitation_resend"),
    path("enrollments/<uuid:pk>/places/", people.enrollment_capacity, name="enrollment_capacity"),
    path("enrollments/<uuid:pk>/withdraw/", people.enrollment_withdraw, name="enrollment_withdraw"),
    path("enrollments/<uuid:pk>/pause/", people.enrollment_pause, name="enrollment_pause"),
    path("enrollments/<uuid:pk>/resume/", people.enrollment_resume, name="enrollment_resume"),
    # one's own place in a program
    path("enrollments/<uuid:pk>/", enrollments.enrollment_detail, name="enrollment_detail"),
    path("enrollments/<uuid:pk>/accept/", enrollments.enrollment_accept, name="enrollment_accept"),
    path("enrollments/<uuid:pk>/decline/", enrollments.enrollment_decline, name="enrollment_decline"),
    path("enrollments/<uuid:pk>/profile/", enrollments.enrollment_profile, name="enrollment_profile"),
    path("enrollments/<uuid:pk>/orientation/", orientation.orientation_detail, name="orientation_detail"),
    path("enrollments/<uuid:pk>/orientation/<uuid:step_pk>/", orientation.orientation_step, name="orientation_step"),
]
