"""Ten people write at once on SQLite while the worker stores translations."""

import http.client
import statistics
import threading
import time

import pytest

pytestmark = pytest.mark.slow

WRITERS = 10
POSTS_EACH = 20


def test_no_error_reaches_any_of_ten_writers(forum, threads, capsys):
    forum.start()
    forum.wait_until_ready()
    ids = threads(WRITERS)
    start = threading.Barrier(WRITERS)
    answers: list[tuple[int, float, bytes]] = []

    def write(number: int) -> None:
        token = forum.token(f"writer-{number}")
        start.wait()
        for index in range(POSTS_EACH):
            # Half of them into one thread, where everybody waits for its counters.
            thread = ids[0] if index % 2 else ids[number]
            begin = time.monotonic()
            answer = forum.call(
                "POST",
                f"/api/v1/threads/{thread}/posts",
                {"body": f"Writer {number} says {index}.", "kind": "comment", "language": "en"},
                token=token,
                timeout_seconds=60,
            )
            answers.append((answer.status, time.monotonic() - begin, answer.body[:300]))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    begin = time.monotonic()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    seconds = time.monotonic() - begin
    took = sorted(latency for _status, latency, _body in answers)
    with capsys.disabled():
        print(
            f"\n{len(answers)} posts by {WRITERS} writers in {seconds:.1f} s "
            f"({len(answers) / seconds:.0f}/s), p50 {statistics.median(took) * 1000:.0f} ms, "
            f"p95 {took[int(len(took) * 0.95)] * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms"
        )
    assert [answer for answer in answers if answer[0] != http.client.CREATED] == []
    assert len(answers) == WRITERS * POSTS_EACH
    for name in ("server", "worker"):
        assert "database is locked" not in forum.log(name)
        assert "Traceback" not in forum.log(name)
