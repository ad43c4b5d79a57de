"""Dossier evaluation (案卷评查): the draw, the comparison of two forms, results and report. Nothing here writes."""
