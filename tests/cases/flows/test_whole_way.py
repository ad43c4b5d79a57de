"""A case on its whole way, stage by stage."""

from __future__ import annotations


def test_from_opening_to_the_closed_case(open_case, walk):
    case = open_case()
    for stage in ("interview", "determination", "discretion", "notice", "closure", "closed"):
        case = walk(case, stage)
        assert case.stage == stage
