"""`python -m benchmarks.peers.serve NAME TASK`: one contender in a process of its own.

When it is warm it says in a line of JSON how it is set up. Then each line of standard input is one
round over all sentences, answered by a line: seconds by the clock and processor seconds of this
process. The answers of the last round lie beside the task.
"""

import json
import logging
import os
import sys
import time
from pathlib import Path

import django

WARM_UP = 30


def main(name: str, file: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    logging.disable()  # argostranslate says a lot, and that would be counted against it
    from benchmarks.peers import contenders, task as tasks

    task = tasks.read(file)
    contender = contenders.CONTENDERS[name](task)
    contender.translate(task.segments[:WARM_UP])
    _say(setting=contender.setting, tokens=contender.tokens)
    for _line in sys.stdin:
        begin, begin_cpu = time.perf_counter(), time.process_time()
        answers = contender.translate(task.segments)
        seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
        answers_file(file, name).write_text(json.dumps(answers), "utf-8")
        _say(seconds=seconds, cpu=cpu)


def answers_file(task: Path, name: str) -> Path:
    """Where a contender leaves its answers, a list in the order of the segments."""
    return task.with_name(f"{task.stem} {name}.json")


def _say(**figures: object) -> None:
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
