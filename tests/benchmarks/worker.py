"""One process of a server under measurement: the application, and beside it the floor that completions are held against.

`python -m tests.benchmarks.worker FD`: takes requests from a socket that is open already.
"""

from __future__ import annotations

import os
import socket
import sys

import waitress
from flask import Blueprint, Flask, current_app, redirect, render_template, request
from sqlalchemy import text
from werkzeug.wrappers import Response

from processes.permissions import Action
from web import doors, settings, starting
from web.app import create_app
from web.wiring import kartabl

blueprint = Blueprint("floor", __name__)
MADE = "CREATE TABLE IF NOT EXISTS bench_floor (id VARCHAR(64) PRIMARY KEY, body TEXT NOT NULL)"
PAGE = """{% extends 'base.html' %}{% block title %}Floor{% endblock %}
{% block content %}<section class="sheet"><form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}"></form>
{% for line in lines %}<p>{{ line }}</p>
{% endfor %}</section>{% endblock %}"""
LINE = "A line of a page that nothing was looked up for, as long as lines of pages are. "


@blueprint.post("/floor")
def write() -> Response:
    """Write one row of as many bytes as were sent, in one transaction, and lead to a page."""
    with kartabl().store.writing() as unit:
        row = {"id": request.form["id"], "body": request.form["body"]}
        unit.session.execute(text("INSERT INTO bench_floor (id, body) VALUES (:id, :body)"), row)
    return redirect("/floor?bytes=" + request.form["bytes"], code=303)  # type: ignore[return-value]  # it is one


@blueprint.get("/floor")
def show() -> str:
    """Show a page in the frame of all pages, of about as many bytes as are asked for."""
    page = current_app.extensions["floor"]  # compiled once, as the product's own pages are
    return render_template(page, lines=[LINE] * (int(request.args.get("bytes", "0")) // len(LINE)))


def application() -> Flask:
    """Return the application with the floor."""
    app = create_app(settings.read(os.environ))
    doors.DOORS = {**doors.DOORS, "floor.write": Action.KEEP_DESK, "floor.show": Action.KEEP_DESK}
    app.register_blueprint(blueprint)
    app.extensions["floor"] = app.jinja_env.from_string(PAGE)
    with app.app_context(), kartabl().store.writing() as unit:
        unit.session.execute(text(MADE))
    starting.settle()
    return app


if __name__ == "__main__":
    waitress.create_server(application(), sockets=[socket.socket(fileno=int(sys.argv[1]))], threads=8, ident=None).run()
