"""Every address of the site."""

from allauth.account.urls import urlpatterns as account_patterns
from django.urls import include, path

from config import errors, health, home, readers
from core.views.brand import brand_css
from core.views.gallery import gallery
from notifications.views import outbox

# Of the sign-in library's pages only these: addresses are HR's to change, and nobody signs up.
ACCOUNT_PAGES = {
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_change_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("brand.css", brand_css, name="brand_css"),
    path("who-can-read-what/", readers.who_can_read, name="who_can_read"),
    path("account/", include([pattern for pattern in account_patterns if pattern.name in ACCOUNT_PAGES])),
    path("", include("people.urls")),
    path("", include("notifications.urls")),
    path("", include("program.urls")),
    path("", include("matching.urls")),
    path("", include("agreements.urls")),
    path("", include("sessions.urls")),
    # These answer only while debugging; elsewhere they do not exist.
    path("ui/gallery/", gallery, name="ui_gallery"),
    path("outbox/", outbox.outbox_list, name="outbox_list"),
    path("outbox/<str:name>/", outbox.outbox_detail, name="outbox_detail"),
]

handler500 = errors.server_error
