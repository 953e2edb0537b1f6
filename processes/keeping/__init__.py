"""Keeping the organisation: adding, changing and ending its rows, each checked and each on record.

Rows are never deleted: what is over gets its end, so that old cases keep their words. Every function takes a session that
writes, and who does it when (`By`); the record of the change goes into the same transaction.
"""
