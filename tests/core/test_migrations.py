"""A fresh installation makes its tables in one step; the older way, kept for installations on it, ends the same."""

from __future__ import annotations

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

APPS = ("gongshu_enforcement", "delegation", "cases")


def whole(loader: MigrationLoader, app: str) -> Migration:
    """The migration of an app that replaces all before it."""
    (found,) = (node for (label, _name), node in loader.disk_migrations.items() if label == app and node.replaces)
    return found


def state(*, fresh: bool) -> ProjectState:
    """The state a fresh installation has after its one step, or an older one after the migrations replaced by it."""
    loader = MigrationLoader(None, replace_migrations=fresh)
    nodes = [(app, whole(loader, app).name) if fresh else whole(loader, app).replaces[-1] for app in APPS]
    return loader.graph.make_state(nodes=nodes)


@pytest.mark.parametrize("app", APPS)
def test_both_ways_end_with_the_same_models(app: str) -> None:
    fresh, older = state(fresh=True), state(fresh=False)
    names = {name for label, name in fresh.models if label == app}
    assert names == {name for label, name in older.models if label == app} and names
    for name in names:
        one, other = fresh.models[app, name], older.models[app, name]
        fields = {key: field.deconstruct()[1:] for key, field in one.fields.items()}
        assert fields == {key: field.deconstruct()[1:] for key, field in other.fields.items()}, name
        for kind in ("indexes", "constraints"):
            kept = sorted(repr(row) for row in one.options.get(kind, ()))
            assert kept == sorted(repr(row) for row in other.options.get(kind, ())), (name, kind)


@pytest.mark.parametrize("app", APPS)
def test_the_one_step_replaces_every_older_migration(app: str) -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    one = whole(loader, app)
    older = [node for node in loader.disk_migrations if node[0] == app and node < one.replaces[-1]]
    assert {*older, one.replaces[-1]} == {*one.replaces, (app, one.name)}
