"""Production's static files: every reference between them resolves, every name carries its hash."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

PRODUCTION = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}


def test_static_files_are_collected_with_hashed_names(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=PRODUCTION):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert len(list(tmp_path.glob("css/tokens.*.css"))) == 1
    sheet = next(tmp_path.glob("css/base.*.css")).read_text()
    assert sheet.count("../vendor/fonts/source-sans-3-") == 3
    assert 'normal.woff2")' not in sheet
