"""What people read: trays, lists of cases, a case. Each function reads once and returns plain things with words in both languages."""

from processes.reading.cases import case_line, cases, channel_shares, find
from processes.reading.catalogue import CatalogueEntry, catalogue
from processes.reading.lines import CaseLine, TaskLine
from processes.reading.notices import NoticeLine, by_days, notice_lines, task_of
from processes.reading.requests import PAGE as REQUESTS_PAGE
from processes.reading.requests import Request, Requests, requests
from processes.reading.tray import AskedTray, Tray, TrayView, tray, tray_lines, waiting

__all__ = [
    "REQUESTS_PAGE",
    "AskedTray",
    "CaseLine",
    "CatalogueEntry",
    "NoticeLine",
    "Request",
    "Requests",
    "TaskLine",
    "Tray",
    "TrayView",
    "by_days",
    "case_line",
    "cases",
    "catalogue",
    "channel_shares",
    "find",
    "notice_lines",
    "requests",
    "task_of",
    "tray",
    "tray_lines",
    "waiting",
]
