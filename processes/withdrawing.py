"""The names by which a request is withdrawn and a case remarked upon: in diagrams, commands and histories."""

WITHDRAWAL = "withdrawal"
"""The message by which a requester withdraws."""
WITHDRAWAL_REASON = "withdrawal_reason"
"""The variable that says why."""
COMMENT = "comment"
"""The value of a comment that says what is remarked; it names people, and is kept beside the history."""
