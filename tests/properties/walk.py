"""The exhaustive walk: every state that any sequence of moves reaches, breadth first, through the real door.

A state is kept as a copy of the whole database (SQLite in memory), so that each move is tried from exactly where it
starts; what a move does is undone by a savepoint. States with the same abstract key are one. After every move that the
door let through, the invariants must hold.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction

from cases.models import Case
from cases.stages import ENDS
from gongshu_enforcement import timekeeper

from . import invariants
from .abstraction import Key, key
from .moves import Act, Table
from .world import World


@dataclass
class State:
    """One state: the first database that showed its key, how it was reached, what the world's clock said."""

    key: Key
    image: bytes
    now: datetime
    cases: tuple[int, ...]
    acts: dict[int, int]
    memory: dict[Any, str]
    path: tuple[str, ...]
    stage: str


@dataclass(frozen=True)
class Break:
    """An invariant that did not hold, and the moves that lead there."""

    invariant: str
    path: tuple[str, ...]
    detail: str


@dataclass
class Result:
    """What a walk found."""

    states: dict[Key, State] = field(default_factory=dict)
    edges: int = 0
    tried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    alone: dict[frozenset[str], list[tuple[Key, str]]] = field(default_factory=dict)
    exits: Counter[Key] = field(default_factory=Counter)
    breaks: list[Break] = field(default_factory=list)
    complete: bool = True

    @property
    def dead_ends(self) -> list[State]:
        """States that nothing leads out of, though the case has not ended."""
        return [state for found, state in self.states.items() if not self.exits[found] and not _has_ended(state)]


def _has_ended(state: State) -> bool:
    return state.stage in ENDS


class Walk:
    """One walk in one world, from before the case is opened. `table`: what may be tried."""

    def __init__(self, table: Table, *, most_states: int = 1_000_000) -> None:
        self.table, self.most = table, most_states
        self.result = Result()
        self._blind = False
        self._queue: deque[Key] = deque()
        self.world = World(watchful=False)
        self._arrive(self._key(), ())

    def run(self, tell: Callable[[Result, int], None] | None = None) -> Result:
        """Walk until no new state appears. `tell`: is told after each state what was found and how many wait."""
        while self._queue:
            if len(self.result.states) > self.most:
                self.result.complete = False
                break
            self._expand(self._queue.popleft())
            if tell:
                tell(self.result, len(self._queue))
        return self.result

    def continued(self, places: list[tuple[Key, str]], *, most_states: int) -> tuple[Break | None, set[str]]:
        """Take these moves anew and go on from where they lead: the first break, and what still refused the moves.

        What was found before stays as it was.
        """
        before, self.result = self.result, Result(states=dict(self.result.states))
        self._queue.clear()
        self._blind = True
        try:
            for at, name in places:
                self._expand(at, only=name)
            still = set(self.result.refused)
            while self._queue and not self.result.breaks and len(self.result.states) < len(before.states) + most_states:
                self._expand(self._queue.popleft())
            return next(iter(self.result.breaks), None), still
        finally:
            self.result, self._blind = before, False
            self._queue.clear()

    # --- One state ----------------------------------------------------------------------------------------------------

    def _expand(self, at: Key, only: str = "") -> None:
        state = self.result.states[at]
        restore(state.image)
        self._reset(state)
        with timekeeper.frozen(self.world.now):
            moves = self.table.moves(self.world)
        for name in moves if not only else [only]:
            self._try(state, name, moves[name])

    def _try(self, state: State, name: str, act: Act) -> None:
        world, result = self.world, self.result
        result.tried += 1
        with transaction.atomic():
            written = connection.connection.total_changes
            self._act(act)
            if world.refused_by:
                self._leaves_no_trace(state, name, written)
                self._note_refusal(state.key, name, world.refused_by)
            else:
                self._check(state, name)
                self._follow(state, name, self._key())
            transaction.set_rollback(True)
        self._reset(state)

    def _act(self, act: Act) -> None:
        """Where a rule is switched off, a constraint of the database may be what refuses; else that is a fault."""
        try:
            with timekeeper.frozen(self.world.now), transaction.atomic():
                act()
        except IntegrityError:
            if not self._blind:
                raise
            self.world.refused_by = frozenset({"CONSTRAINT"})

    def _follow(self, state: State, name: str, reached: Key) -> None:
        if reached == state.key:
            return
        self.result.edges += 1
        self.result.exits[state.key] += 1
        if reached not in self.result.states:
            self._arrive(reached, (*state.path, name))

    def _leaves_no_trace(self, state: State, name: str, written: int) -> None:
        """Where a refused act wrote anything before it was refused, all of it must be gone."""
        if connection.connection.total_changes == written:
            return
        with timekeeper.frozen(state.now):
            assert key(self._case(), state.now.date()) == state.key, f"a refused “{name}” left a trace"

    def _note_refusal(self, at: Key, name: str, refused: frozenset[str]) -> None:
        self.result.refused.update(refused)
        self.result.alone.setdefault(refused, []).append((at, name))

    def _check(self, state: State, name: str) -> None:
        with timekeeper.frozen(self.world.now):
            for pk in self.world.cases:
                self._check_case(self.world.case(pk), state, name)

    def _check_case(self, case: Case, state: State, name: str) -> None:
        for holds in invariants.PLAIN:
            self._judge(holds.__name__, state, name, lambda holds=holds: holds(case))
        memory, acts = self.world.memory, self.world.acts[case.pk]
        self._judge("nothing_issued_changes", state, name, lambda: invariants.nothing_issued_changes(case, memory))
        self._judge("the_ledger_says_so", state, name, lambda: invariants.the_ledger_says_so(case, acts))

    def _judge(self, invariant: str, state: State, name: str, holds: Callable[[], None]) -> None:
        try:
            holds()
        except Exception as broken:  # an invariant that can't even be asked does not hold
            self.result.breaks.append(Break(invariant, (*state.path, name), str(broken).split("\n")[0]))

    def _key(self) -> Key:
        with timekeeper.frozen(self.world.now):
            return key(self._case(), self.world.today)

    def _case(self) -> Case | None:
        return self.world.case(self.world.cases[0]) if self.world.cases else None

    # --- Keeping and restoring ----------------------------------------------------------------------------------------

    def _arrive(self, reached: Key, path: tuple[str, ...]) -> None:
        world, case = self.world, self._case()
        self.result.states[reached] = State(
            key=reached,
            image=image(),
            now=world.now,
            cases=tuple(world.cases),
            acts=dict(world.acts),
            memory=dict(world.memory),
            path=path,
            stage=case.stage if case else "",
        )
        self._queue.append(reached)

    def _reset(self, state: State) -> None:
        self.world.now, self.world.cases, self.world.refused_by = state.now, list(state.cases), frozenset()
        self.world.acts, self.world.memory = dict(state.acts), dict(state.memory)


@contextmanager
def private_database() -> Iterator[None]:
    """A copy of the database in memory, for this thread alone: it can be put back to any state it ever had."""
    outer = connections[DEFAULT_DB_ALIAS]
    outer.ensure_connection()
    kept = zlib.compress(outer.connection.serialize(), 1)
    inner = outer.copy()
    inner.settings_dict = {**outer.settings_dict, "NAME": ":memory:"}
    connections[DEFAULT_DB_ALIAS] = inner
    inner.connect()
    restore(kept)
    try:
        yield
    finally:
        inner.connection.close()
        connections[DEFAULT_DB_ALIAS] = outer


def image() -> bytes:
    """The whole database as it is now, also what is not committed."""
    return zlib.compress(connection.connection.serialize(), 1)


def restore(kept: bytes) -> None:
    """Put the database back. Copied page by page: of a database that was itself an image, `serialize` sees no open act."""
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(zlib.decompress(kept))
        source.backup(connection.connection)
    finally:
        source.close()
