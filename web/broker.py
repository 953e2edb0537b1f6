"""Waking the workers: a message over Redis or RabbitMQ that says only "look". What is to be done is in the database.

Beside the sentence. A message that is lost, doubled or late does no harm: whoever looks finds what is due, and workers look
by themselves every few seconds. So nobody waits for the broker, and nothing fails because it is away.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from celery import Celery
from kombu import Queue

log = logging.getLogger("kartabl.broker")
LOOK = "kartabl.look"
EXPIRES = 60
"""Seconds after which a message is worth nothing: by then somebody has looked."""
QUEUE = "kartabl"
MOST = 100
"""Messages that wait while no worker runs: a hundred looks find no more than one."""
CONNECT = 3.0
"""Seconds that the broker has to answer."""
APART = 0.2
"""Seconds between two messages of one process: what comes meanwhile is found by the same look."""


def celery_app(url: str) -> Celery:
    """Return the Celery application that speaks with the broker at `url`: no results, no times, JSON only."""
    app = Celery("kartabl", broker=url, set_as_current=False, fixups=[])
    app.conf.update(
        task_default_queue=QUEUE,
        task_queues=[Queue(QUEUE, queue_arguments={"x-max-length": MOST})],
        task_ignore_result=True,
        task_acks_late=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        broker_connection_timeout=CONNECT,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={"socket_connect_timeout": CONNECT, "socket_timeout": CONNECT}
        if _is_redis(url)
        else {},
    )
    return app


def send(app: Celery) -> None:
    """Send one message, unless many wait; raise where the broker does not take it.

    A connection from before it was started again is made anew.
    """
    if _is_redis(app.conf.broker_url) and _waiting(app) >= MOST:
        return  # RabbitMQ keeps its queue short by itself
    app.send_task(LOOK, retry=True, retry_policy={"max_retries": 1, "interval_start": 0}, expires=EXPIRES)


def _waiting(app: Celery) -> int:
    with app.connection_for_write() as connection:
        client = connection.default_channel.client
        return int(client.llen(QUEUE))


def _is_redis(url: str) -> bool:
    return url.startswith(("redis:", "rediss:"))


class Waker:
    """Wakes the workers from a thread of its own: who asks for it goes on at once, whatever becomes of the message."""

    def __init__(self, url: str, sending: Callable[[Celery], None] = send) -> None:
        self._url, self._sending = url, sending
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._process: int | None = None
        self._away = False

    def wake(self) -> None:
        """Ask for a message."""
        if self._process != os.getpid():  # a server that forks begins here anew
            self._begin()
        self._asked.set()

    def _begin(self) -> None:
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._run, name="kartabl-waker", daemon=True).start()

    def _run(self) -> None:
        app, pause = celery_app(self._url), threading.Event()
        while self._asked.wait():
            self._asked.clear()
            self._try(app)
            pause.wait(APART)

    def _try(self, app: Celery) -> None:
        try:
            self._sending(app)
        except Exception as cause:  # whatever ails the broker is told once, and found by the workers' own looks
            if not self._away:
                log.warning(
                    "The broker does not answer (%s); workers look by themselves meanwhile.", type(cause).__name__
                )
            self._away = True
        else:
            if self._away:
                log.info("The broker answers again.")
            self._away = False
