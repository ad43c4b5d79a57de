"""Plugins of pytest that pyproject.toml loads for every run."""
