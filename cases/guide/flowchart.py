"""One picture (一图): the machine's states and transitions, the review levels and the door's actions, drawn as SVG.

The layout is fixed by rules alone, so the same code gives the same picture; a new state, transition, level or action
appears by itself. Stages stand in a row; returns and short cuts run above, ways to the ends below.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.models import Case, HandlingUnit, Procedure, Submission
from cases.reading.actions import GROUPS
from delegation.models import Organ
from gongshu_enforcement.door import Action
from gongshu_enforcement.models import LedgerEvent

from . import canvas, workflow
from .canvas import ACCENT, FONT, GROUND, INK, LINE, MUTED, PAPER, TINT
from .workflow import Level, Move, State

COLUMN, WIDTH, MARGIN, HEAD = 246, 194, 34, 84
LANE, BOX, STEP, ROW = 27, 60, 46, 18
ORGANS = ("emergency", "fire")


@dataclass(frozen=True)
class Trace:
    """What is lit: the present state, those passed, the moves made, the levels that agreed or are due,
    the stages approved."""

    now: str = ""
    passed: frozenset[str] = frozenset()
    made: frozenset[tuple[str, str]] = frozenset()
    agreed: frozenset[str] = frozenset()
    due: str = ""
    approved: frozenset[str] = frozenset()


def trace(case: Case, events: Iterable[LedgerEvent]) -> Trace:
    """A case's way from its ledger, and where its open submission stands."""
    made = frozenset(
        (row.from_state, row.to_state) for row in events if row.from_state and row.from_state != row.to_state
    )
    open_one = case.open_submission()
    order = [str(status) for status in (Submission.Status.CONFIRMING, *workflow.LEVELS)]
    at = order.index(open_one.status) if open_one and open_one.status in order else 0
    return Trace(
        now=str(case.stage),
        passed=frozenset(state for pair in made for state in pair) - {str(case.stage)},
        made=made,
        agreed=frozenset(order[:at]) if open_one else frozenset(),
        due=order[at] if open_one else "",
        approved=frozenset(
            case.submissions.filter(kind=Submission.Kind.STAGE, status=Submission.Status.APPROVED).values_list(
                "stage", flat=True
            )
        ),
    )


@dataclass(frozen=True)
class About:
    """Whose chain is drawn: every organ's on the wall, a case's own on its page."""

    organs: tuple[str, ...] = ORGANS
    unit: str = HandlingUnit.STREET
    procedure: str = Procedure.ORDINARY

    @classmethod
    def of(cls, case: Case) -> About:
        """The chain of one case."""
        return cls((case.organ.code,), case.handling_unit, case.procedure)


@dataclass(frozen=True)
class Way:
    """From one state to a lane, and from the lane to where it leads."""

    taken: bool
    departure: list[canvas.Point]
    arrival: list[canvas.Point]


@dataclass
class Chart:
    """The drawing as it grows."""

    lit: Trace
    about: About
    manual: str
    states: list[State]
    moves: list[Move]
    parts: list[SafeString] = field(default_factory=list)
    over: list[SafeString] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.row = [state for state in self.states if not state.is_end]
        self.ends = [state for state in self.states if state.is_end]
        self.x = {state.code: MARGIN + place * COLUMN for place, state in enumerate(self.row)}
        self.common = workflow.everywhere(self.states)
        self._sort_moves()
        self.top = HEAD + LANE * len(self.above) + 22
        self.chain_top = self.top + BOX + 13
        longest = max(len(self._steps(state)) for state in self.row)
        self.list_top = self.chain_top + longest * (STEP + 12) + 8
        self.lane_top = self.list_top + max(self._rows(state) for state in self.row) * ROW + 30
        self.end_top = self.lane_top + LANE * len(self.below) + 24
        self._place_ends()
        self.strip_top = self.end_top + BOX + ROW * max((len(state.actions) for state in self.ends), default=0) + 34
        self.width = 2 * MARGIN + COLUMN * len(self.row) - (COLUMN - WIDTH) + 26

    def _sort_moves(self) -> None:
        order = {state.code: place for place, state in enumerate(self.row)}
        self.straight, self.above, self.below = [], [], []
        for move in self.moves:
            if not all(code in order for code in (*move.sources, move.target)):
                self.below.append(move)
            elif len(move.sources) == 1 and order[move.target] == order[move.sources[0]] + 1:
                self.straight.append(move)
            else:
                self.above.append(move)

    def _place_ends(self) -> None:
        """An end with one way to it stands below where that way begins; the others take the free places between."""
        starts = {
            end.code: {code for move in self.moves if move.target == end.code for code in move.sources}
            for end in self.ends
        }
        taken: dict[str, float] = {}
        for end in self.ends:
            only = [code for code in starts[end.code] if code in self.x]
            if len(only) == 1 and self.x[only[0]] not in taken.values():
                taken[end.code] = self.x[only[0]]
        free = [x for x in self.x.values() if x not in taken.values()]
        rest = [end for end in self.ends if end.code not in taken]
        for number, end in enumerate(rest):
            place = min(len(free) - 1, (number * 2 + 1) * len(free) // (2 * len(rest))) if free else 0
            taken[end.code] = free.pop(place) if free else MARGIN + COLUMN * (len(self.row) + number)
        self.end_x = taken

    # --- What stands in a column --------------------------------------------------------------------------------------

    def levels(self, state: State) -> list[tuple[str, list[Level]]]:
        """The review levels of a stage, organ by organ."""
        about = self.about
        return [
            (organ, workflow.chain(organ, state.code, procedure=about.procedure, unit=about.unit))
            for organ in about.organs
        ]

    def _steps(self, state: State) -> list[tuple[str, str, str]]:
        """Submission, then each level with its desks: status, title, desks."""
        labels = dict(Submission.Status.choices)
        confirming = str(Submission.Status.CONFIRMING)
        steps = [(confirming, _("Submitted, second officer confirms"), "")]
        by_organ = self.levels(state)
        for status in map(str, workflow.LEVELS):
            found = [(organ, level) for organ, levels in by_organ for level in levels if level.status == status]
            if not found:
                continue
            texts = ["、".join(str(label) for label in level.desk_labels) for _organ, level in found]
            if len(set(texts)) > 1 or len(found) < len(by_organ):
                names = dict(Organ.Code.choices)
                texts = [f"{names[organ]} {text}" for (organ, _level), text in zip(found, texts, strict=True)]
            steps.append((status, str(labels[status]), " / ".join(dict.fromkeys(texts))))
        return steps

    def listed(self, state: State) -> list[tuple[str, list[Action]]]:
        """The actions of a stage that are not everywhere, by group."""
        grouped: dict[str, list[Action]] = {}
        for entry in state.actions:
            if entry.code not in self.common and not entry.system:
                grouped.setdefault(entry.group, []).append(entry)
        order = list(GROUPS)
        return sorted(grouped.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99)

    def _rows(self, state: State) -> int:
        return sum(1 + len(found) for _group, found in self.listed(state))

    def where(self, anchor: str) -> str:
        """The section of the manual that explains it."""
        return f"{self.manual}#{anchor}" if self.manual else ""


def draw(*, lit: Trace | None = None, about: About | None = None, manual: str = "", title: str = "") -> SafeString:
    """The whole picture. `manual`: address of the manual that its parts lead to; “” for paper."""
    chart = Chart(lit or Trace(), about or About(), manual, workflow.states(), workflow.moves())
    for paint in (_lanes_above, _lanes_below, _straight, _stages, _ends, _strip):
        paint(chart)
    name = title or _("Flowchart of a case")
    height = chart.strip_top + chart.strip_height + MARGIN
    heading = canvas.words(MARGIN, 38, [name], 24, anchor="start", bold=True)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" font-family="{font}" '
        'role="group" aria-labelledby="flow-title flow-desc"><title id="flow-title">{name}</title>'
        '<desc id="flow-desc">{desc}</desc><rect width="{w}" height="{h}" fill="{paper}"/>{heading}{parts}{over}</svg>',
        w=chart.width, h=height, font=SafeString(FONT.replace('"', "'")), name=name, desc=_described(chart), paper=PAPER,
        heading=heading + _legend(chart), parts=SafeString("".join(chart.parts)), over=SafeString("".join(chart.over)),
    )  # fmt: skip


def _described(chart: Chart) -> str:
    stages = " → ".join(str(state.label) for state in chart.row)
    ends = "、".join(str(state.label) for state in chart.ends)
    return _("Stages: %(stages)s. Ends: %(ends)s. Each part leads to its section of the manual.") % {
        "stages": stages,
        "ends": ends,
    }


def _legend(chart: Chart) -> SafeString:
    text = _("Dashed: returns, short cuts and side ways")
    if chart.lit.now:
        text = _("Dark: where the case stands · tinted: passed · dashed: returns and side ways")
    return canvas.words(chart.width - MARGIN, 38, [text], 12, fill=MUTED, anchor="end")


def _taken(chart: Chart, source: str, target: str) -> bool:
    return (source, target) in chart.lit.made


def _ink(taken: bool) -> dict[str, Any]:
    return {"stroke": ACCENT if taken else LINE, "thick": 2.6 if taken else 1.3}


def _straight(chart: Chart) -> None:
    for move in chart.straight:
        x, end, y = chart.x[move.sources[0]] + WIDTH, chart.x[move.target], chart.top + 20
        line = canvas.path([(x, y), (end - 1, y)], mark=move.name, **_ink(_taken(chart, move.sources[0], move.target)))
        chart.parts.append(canvas.link(chart.where(f"transition-{move.name}"), str(move.label), line, mark=move.name))


def _lanes_above(chart: Chart) -> None:
    """Returns and short cuts: up from each start, along a lane of their own, down to where they lead."""
    for number, move in enumerate(chart.above):
        lane = HEAD + LANE * number
        shift = 26 + 28 * (number % 6)
        end = chart.x[move.target] + shift
        arrival, ways = [(end, lane), (end, chart.top - 1)], []
        for source in move.sources:
            start = chart.x[source] + shift + 11
            ways.append(Way(_taken(chart, source, move.target), [(start, chart.top), (start, lane)], arrival))
        _bus(chart, move, ways, label=(max(way.departure[0][0] for way in ways), lane))


def _lanes_below(chart: Chart) -> None:
    """Ways to the ends and back, through the gutters between the columns."""
    used: dict[str, int] = {}
    for number, move in enumerate(chart.below):
        lane = chart.lane_top + LANE * number
        into, arrival = _arrival(chart, move, lane, number)
        ways = [
            Way(_taken(chart, source, move.target), _departure(chart, source, lane, used), arrival)
            for source in move.sources
        ]
        _bus(chart, move, ways, label=(into + 8, lane))


def _departure(chart: Chart, source: str, lane: float, used: dict[str, int]) -> list[canvas.Point]:
    slot = used[source] = used.get(source, -1) + 1
    if source in chart.x:
        right, y = chart.x[source] + WIDTH, chart.top + 36 + 8 * (slot % 3)
        gutter = right + 9 + 9 * slot
        return [(right, y), (gutter, y), (gutter, lane)]
    x = chart.end_x[source] + WIDTH - 24 - 20 * slot
    return [(x, chart.end_top), (x, lane)]


def _arrival(chart: Chart, move: Move, lane: float, number: int) -> tuple[float, list[canvas.Point]]:
    if move.target in chart.x:
        x, y = chart.x[move.target], chart.top + 46
        return x - 9, [(x - 9, lane), (x - 9, y), (x - 1, y)]
    x = chart.end_x[move.target] + 26 + 24 * (number % 3)
    return x, [(x, lane), (x, chart.end_top - 1)]


def _bus(chart: Chart, move: Move, ways: list[Way], label: tuple[float, float]) -> None:
    """What the ways share is drawn once; a way that was taken lies over it, whole."""
    name, last = move.name, chart.row[-1].code
    dashed = not (len(move.sources) == 1 and move.sources[0] == last)
    arrival, lane = ways[0].arrival, ways[0].arrival[0][1]
    across = [x for way in ways for x in (way.departure[-1][0], arrival[0][0])]
    drawn = [canvas.path(way.departure, dashed=dashed, arrow=False, mark=name) for way in ways]
    drawn.append(canvas.path([(min(across), lane), (max(across), lane)], dashed=dashed, arrow=False, mark=name))
    drawn.append(canvas.path(arrival, dashed=dashed, mark=name))
    drawn += [canvas.path([*way.departure, *way.arrival], mark=name, **_ink(True)) for way in ways if way.taken]
    text, (x, y) = str(move.label), label
    plate = canvas.box(x + 4, y - 9, canvas.width_of(text, 12) + 10, 18, stroke=PAPER)
    ink = ACCENT if any(way.taken for way in ways) else MUTED
    words = canvas.words(x + 9, y, [text], 12, fill=ink, anchor="start")
    chart.parts.append(canvas.link(chart.where(f"transition-{name}"), text, *drawn, mark=name))
    chart.over.append(canvas.link(chart.where(f"transition-{name}"), text, plate, words))


def _node(chart: Chart, state: State, x: float, y: float, head: str) -> SafeString:
    now, passed = chart.lit.now == state.code, state.code in chart.lit.passed
    fill = ACCENT if now else TINT if passed else PAPER
    stroke, ink = (ACCENT, "#ffffff" if now else ACCENT) if now or passed else (INK, INK)
    shape = canvas.box(x, y, WIDTH, BOX, fill=fill, stroke=stroke, thick=1.8)
    label = canvas.words(
        x + WIDTH / 2, y + BOX / 2, canvas.wrap(f"{head}{state.label}", WIDTH - 16, 18, 2), 18, fill=ink, bold=True
    )
    title = (
        f"{state.label} — {_('the case is here')}"
        if now
        else f"{state.label} — {_('passed')}"
        if passed
        else str(state.label)
    )
    return canvas.link(chart.where(f"stage-{state.code}"), title, shape, label, mark=state.code)


def _stages(chart: Chart) -> None:
    for number, state in enumerate(chart.row, 1):
        x = chart.x[state.code]
        chart.parts.append(_node(chart, state, x, chart.top, f"{number} "))
        _chain(chart, state, x)
        _list(chart, chart.listed(state), x, chart.list_top)


def _chain(chart: Chart, state: State, x: float) -> None:
    y, here = chart.chain_top, chart.lit.now == state.code and chart.lit.due
    for status, title, desks in chart._steps(state):
        done = state.code in chart.lit.approved if not here else status in chart.lit.agreed
        due = here and status == chart.lit.due
        fill = ACCENT if due else TINT if done else GROUND
        ink = "#ffffff" if due else INK
        line = canvas.path([(x + WIDTH / 2, y - 13), (x + WIDTH / 2, y - 1)])
        shape = canvas.box(x, y, WIDTH, STEP, fill=fill, stroke=ACCENT if due or done else LINE)
        rows = [title, *canvas.wrap(desks, WIDTH - 14, 11.5, 2)] if desks else canvas.wrap(title, WIDTH - 14, 11.5, 2)
        text = canvas.words(x + WIDTH / 2, y + STEP / 2, rows, 11.5, fill=ink)
        named = " ".join(part for part in (title, desks) if part)
        chart.parts.append(line + canvas.link(chart.where("review"), named, shape, text, mark=f"{state.code}-{status}"))
        y += STEP + 12


def _list(chart: Chart, groups: Iterable[tuple[str, list[Action]]], x: float, y: float) -> None:
    for group, found in groups:
        heading = GROUPS.get(group) or _("Opening")
        chart.parts.append(canvas.words(x + 4, y, [str(heading)], 11, fill=MUTED, anchor="start", bold=True))
        y += ROW
        for entry in found:
            chart.parts.append(_entry(chart, entry, x + 12, y))
            y += ROW


def _entry(chart: Chart, entry: Action, x: float, y: float) -> SafeString:
    label = canvas.wrap(str(entry.label), WIDTH - 14, 12.5, 1)
    text = canvas.words(x, y, label, 12.5, fill=ACCENT if chart.manual else INK, anchor="start")
    return canvas.link(
        chart.where(f"action-{entry.code}"), f"{entry.label} — {entry.permission.label}", text, mark=entry.code
    )


def _ends(chart: Chart) -> None:
    for state in chart.ends:
        x = chart.end_x[state.code]
        chart.parts.append(_node(chart, state, x, chart.end_top, ""))
        y = chart.end_top + BOX + 14
        for entry in (one for one in state.actions if one.code not in chart.common and not one.system):
            chart.parts.append(_entry(chart, entry, x + 6, y))
            y += ROW


def _strip(chart: Chart) -> None:
    """What may be done at most stages, and what belongs to a submission: once, at the foot."""
    common = [entry for entry in workflow.actions() if entry.code in chart.common and not entry.system]
    general = [entry for entry in workflow.unbound() if not entry.system]
    room, columns = chart.width - 2 * MARGIN, len(chart.row)
    blocks = ((_("At most stages"), common), (_("On a submission or a document"), general))
    y, top = chart.strip_top + 22, chart.strip_top
    for heading, found in blocks:
        chart.over.append(canvas.words(MARGIN + 12, y, [heading], 13, anchor="start", bold=True))
        y += ROW + 3
        for number, entry in enumerate(found):
            chart.over.append(
                _entry(chart, entry, MARGIN + 12 + (number % columns) * (room / columns), y + ROW * (number // columns))
            )
        y += ROW * (-(-len(found) // columns)) + 12
    chart.strip_height = y - top
    chart.parts.append(canvas.box(MARGIN, top, room, chart.strip_height, fill=GROUND))
