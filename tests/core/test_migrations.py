"""A fresh installation makes its tables in one step; the older way, kept for installations on it, ends the same."""

from __future__ import annotations

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

APPS = ("gongshu_enforcement", "delegation", "cases")


def state(*, replaced: bool) -> ProjectState:
    """The state after all migrations, on the way of a fresh installation or on the older one."""
    loader = MigrationLoader(None, replace_migrations=replaced)
    return loader.graph.make_state(nodes=[node for node in loader.graph.leaf_nodes() if node[0] in APPS])


@pytest.mark.parametrize("app", APPS)
def test_both_ways_end_with_the_same_models(app: str) -> None:
    fresh, older = state(replaced=True), state(replaced=False)
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
    (whole,) = (node for (label, _name), node in loader.disk_migrations.items() if label == app and node.replaces)
    assert {(app, name) for label, name in loader.disk_migrations if label == app} - {(app, whole.name)} == set(
        whole.replaces
    )
