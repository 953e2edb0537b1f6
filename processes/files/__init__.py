"""Files that people give to cases: taken in, kept by the hash of their content outside the database, and shown again.

A value of a form's file field names a file by its digest (`engine.form.files`); `intake` is the door, `store` the folder.
"""

from processes.files.errors import FileRefused
from processes.files.intake import Intake
from processes.files.rows import CaseFiles, FileRows, GivenFile, case_files, file_rows, files_of, named_files
from processes.files.store import FileStore, place

__all__ = [
    "CaseFiles", "FileRefused", "FileRows", "FileStore", "GivenFile", "Intake", "case_files", "file_rows", "files_of",
    "named_files", "place",
]  # fmt: skip
