"""Refuses a file that is too large while it arrives: nothing of it is kept in memory or on disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

# What the other fields of a form may take beside the file.
ROOM_FOR_FIELDS = 64 * 1024
# So much is read and thrown away, so that the browser gets its answer; beyond it the connection is cut.
MOST_TO_READ_AWAY = 1024 * 1024 * 1024


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was refused for its size."""
    return getattr(request, "upload_was_too_large", False)


class CappedUploadHandler(FileUploadHandler):
    """First in settings.FILE_UPLOAD_HANDLERS. Stops at settings.IMPORT_MAX_BYTES, announced or not.

    A page with another limit puts a handler with its own `limit` first.
    """

    @property
    def limit(self) -> int:
        """The largest file, in bytes."""
        return int(settings.IMPORT_MAX_BYTES)

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the name Django passes
        content_length: int,
        boundary: str,
        encoding: Any = None,
    ) -> None:
        """Learn the announced size before anything is read."""
        self.announced = content_length or 0
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The fields before the file are known by now; refuse before its first byte is kept."""
        super().new_file(*args, **kwargs)
        if self.announced > self.limit + ROOM_FOR_FIELDS:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count what really comes and pass it on."""
        self.received += len(raw_data)
        if self.received > self.limit:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
        return

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.upload_was_too_large = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=self.announced > MOST_TO_READ_AWAY)
