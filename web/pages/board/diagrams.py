"""Time at each element of a diagram, drawn over it."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext as _

from processes.board.elements import Heat, drawn, found_process, heatmap, source_of
from processes.reading.choices import choices
from processes.words import process_name
from web.i18n import current_language
from web.pages.board.asking import asked, month_options, own_units, query
from web.pages.board.blueprint import blueprint
from web.persian import clock_time, persian_digits
from web.shell import Heading
from web.wiring import kartabl


@blueprint.get("/diagrams/<process>")
def heat(process: str) -> str:
    """Show how long cases stayed at each element of a process."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        wanted, can = asked(now), choices(unit)
        found = heatmap(unit, wanted, process)
        others = [(key, process_name(definition.processes[key])) for key, definition in drawn(unit).items()]
        return render_template(
            "pages/board/heat.html",
            found=found,
            others=others,
            marks=[_mark(line) for line in found.lines],
            asked=wanted,
            query=query(wanted),
            services=can.services,
            units=own_units(can, wanted),
            months=month_options(now),
            headings=[
                _("Step"),
                Heading(label=_("Stays"), number=True),
                _("Median"),
                _("Nine of ten"),
                Heading(label=_("Late"), number=True),
                Heading(label=_("There now"), number=True),
            ],
        )


@blueprint.get("/diagrams/<process>/diagram.bpmn")
def diagram(process: str) -> Response:
    """Send the diagram of a process, to be drawn."""
    with kartabl().store.reading() as unit:
        return Response(source_of(found_process(unit, process), process), mimetype="application/xml")


def _mark(line: Heat) -> dict[str, object]:
    """Return what stands at an element: its grade, the median, and what else is said from near by."""
    said = [
        _("%(number)s times", number=line.number)
        + (_(", ") + _("late: %(number)s", number=line.late) if line.late else ""),
        _("9 of 10: %(time)s", time=clock_time(line.most)),
    ]
    brief, *more = [_digits(each) for each in (clock_time(line.median), *said)]
    return {"id": line.element, "grade": line.grade, "late": bool(line.late), "brief": brief, "said": more}


def _digits(text: str) -> str:
    return persian_digits(text) if current_language() == "fa" else text
