"""Exams: the bank, drawing, timing, marking, statistics, certificates."""
