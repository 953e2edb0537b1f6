"""What people read: trays, lists of cases, a case. Each function reads once and returns plain things with words in both languages."""

from processes.reading.cases import case_line, find, find_to_act, tracking_of
from processes.reading.catalogue import CatalogueEntry, catalogue, catalogue_entry
from processes.reading.lines import CaseLine, TaskLine
from processes.reading.notices import NoticeLine, by_days, notice_lines, task_of
from processes.reading.overseen import Overseen, channel_shares, overseen
from processes.reading.requests import PAGE as REQUESTS_PAGE
from processes.reading.requests import Request, Requests, requests
from processes.reading.tray import AskedTray, TaskKey, Tray, TrayView, tray, tray_keys, tray_lines, waiting

__all__ = [
    "REQUESTS_PAGE",
    "AskedTray",
    "CaseLine",
    "CatalogueEntry",
    "NoticeLine",
    "Overseen",
    "Request",
    "Requests",
    "TaskKey",
    "TaskLine",
    "Tray",
    "TrayView",
    "by_days",
    "case_line",
    "catalogue",
    "catalogue_entry",
    "channel_shares",
    "find",
    "find_to_act",
    "notice_lines",
    "overseen",
    "requests",
    "task_of",
    "tracking_of",
    "tray",
    "tray_keys",
    "tray_lines",
    "waiting",
]
