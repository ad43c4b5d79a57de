"""Contests: criteria, points, ranking, awards."""
