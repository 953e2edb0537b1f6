"""What arrives: how large a request with files may be and what becomes of one that brings more; and no text has a zero in it.

Of a form with more than that its files are dropped as they come, and its text is read: the form comes back with all that was
typed (`web.pages.filled` says at each file why it is gone). What is larger still is not read.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

FORM = 2 * 1024 * 1024
"""Bytes that a form may hold without its files."""
FILES = 20
"""How many files of the largest size may come with one form: a letter's ten attachments, and ten of its scan."""
READ = 5
"""How many times as much is still read for the sake of what was typed."""
COMES_BACK = frozenset({"tasks.complete", "services.ask"})
"""Where a form comes back with what was typed."""


class Dropped(BytesIO):
    """Stands for a file that is not kept: what is written into it is gone."""

    def write(self, content: object) -> int:
        """Take what comes, and keep none of it."""
        return len(content)  # type: ignore[arg-type]  # bytes of some kind


class Arriving(Request):
    """A request whose files are dropped where it is larger than `kept_up_to` bytes."""

    kept_up_to: int | None = None

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """Return the fields of the query, without zeros."""
        return _without_zeros(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _without_zeros(self.form)

    def let_files_in(self, megabytes: int) -> None:
        """Let files of up to so many MB each come in."""
        most = FORM + FILES * megabytes * 1024 * 1024
        self.kept_up_to, self.max_content_length = most, most * (READ if self.endpoint in COMES_BACK else 1)

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.kept_up_to is not None and (total_content_length or 0) > self.kept_up_to:
            return Dropped()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


def _without_zeros(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    """Return fields without the letter that no database keeps in a text and nobody can have meant."""
    given = list(fields.items(multi=True))
    return ImmutableMultiDict([(name.replace("\0", ""), value.replace("\0", "")) for name, value in given])
