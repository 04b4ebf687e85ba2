from django.urls import path

from notifications.views import nudges, status

urlpatterns = [
    path("inbox/", nudges.nudge_list, name="nudge_list"),
    path("inbox/read/", nudges.nudge_read, name="nudge_read"),
    path("me/reminders/", nudges.nudge_preferences, name="nudge_preferences"),
    path("organization/reminders/", status.nudge_status, name="nudge_status"),
]
