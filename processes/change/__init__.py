"""What an owner changes on the shelf: one file or several, checked with all that uses them, then versions with a reason.

`upload` says which file each one is, `plan` what would follow, `carry` does it in one transaction.
"""

from processes.change.carry import check_files, deploy_files
from processes.change.plan import NewVersion, Plan, PlannedFile
from processes.change.refusals import (
    BelongsToAnother,
    FileTooLarge,
    NameTaken,
    NewerVersion,
    NoFile,
    NoReason,
    NotAFile,
    NothingDiffers,
    NotUsed,
    ServiceGone,
    StillCalled,
    Twice,
)
from processes.change.upload import Upload, uploaded

__all__ = [
    "BelongsToAnother",
    "FileTooLarge",
    "NameTaken",
    "NewVersion",
    "NewerVersion",
    "NoFile",
    "NoReason",
    "NotAFile",
    "NotUsed",
    "NothingDiffers",
    "Plan",
    "PlannedFile",
    "ServiceGone",
    "StillCalled",
    "Twice",
    "Upload",
    "check_files",
    "deploy_files",
    "uploaded",
]
