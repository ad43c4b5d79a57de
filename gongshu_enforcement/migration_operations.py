"""Operations of our migrations that Django doesn't have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create all models of an app at once: what a list of CreateModel, AddField and AddConstraint would end with.

    Django renders every related model anew after each of those operations, which makes a fresh installation with many
    models wait for most of a minute. Here the state is changed first, rendered once, and the tables are made from it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All models in the state; what was rendered of it is thrown away."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A table for each; foreign keys may point to tables that come later in the list."""
        for model in self._models(app_label, to_state, schema_editor):
            schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the tables, those that point to others first."""
        for model in reversed(self._models(app_label, from_state, schema_editor)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        """One line for `migrate`."""
        return f"Create {len(self._names())} models at once"

    def _names(self) -> list[str]:
        return [operation.name for operation in self.operations if type(operation).__name__ == "CreateModel"]

    def _models(self, app_label: str, state: ProjectState, schema_editor: Any) -> list[type[models.Model]]:
        found = [state.apps.get_model(app_label, name) for name in self._names()]
        return [model for model in found if self.allow_migrate_model(schema_editor.connection.alias, model)]
