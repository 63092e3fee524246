"""Tests of a group run in one process: what they share is started once, or emptied by each."""

import pytest


@pytest.mark.xdist_group("together")
def test_what_hands_out_the_tests_hears_of_groups(request: pytest.FixtureRequest) -> None:
    in_groups = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@together") == in_groups


def test_who_empties_the_redis_server_is_in_a_group(
    request: pytest.FixtureRequest, redis_url: str
) -> None:
    in_groups = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@redis") == in_groups
