"""`make test`: starts what the tests can use, says what is left out and why, and runs them.

On SQLite everything runs; on PostgreSQL once more what depends on the database most: all that
commits and locks, queues, the ledger. All that touches the database follows there with the slow
proofs. In CI (`CI=true`) nothing may be left out. Tests run side by side in one process more than
there are cores, since some wait; each process has a database and a folder of its own. Slow proofs
measure, so they run one by one.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext

from tests.services.servers import Missing, chromium, postgresql, redis
from tests.services.template import postgresql_template

OPTIONAL: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "TEST_DATABASE_URL": postgresql,
    "TEST_REDIS_URL": redis,
    "CHROMIUM": lambda: nullcontext(chromium()),
}
ON_BOTH = (
    "tests/accounts/",
    "tests/core/",
    "tests/reputation/test_ledger.py",
    # Random lives and histories of it are asked of both with the slow proofs.
    "tests/reputation/test_lives.py::test_a_life_with_everything_in_it",
    "tests/translation/",
)
"""What every run asks of both databases, beside all tests that commit."""
PROCESSES_MAX = 4
RUNS = {"all": ("sqlite", "postgresql"), "sqlite": ("sqlite",), "postgres": ("postgresql",)}


def main(which: str, *arguments: str) -> int:
    with ExitStack() as stack:
        environment, left_out = start_services(stack)
        for reason in left_out:
            print(f"Left out: {reason}", flush=True)
        if left_out and os.environ.get("CI") == "true":
            print("In CI nothing may be left out.")
            return 1
        if which == "long":
            return run_long(environment, arguments)
        databases = [name for name in RUNS[which] if possible(name, environment)]
        # Both runs, also when the first one fails: the whole truth in one go.
        codes = [run_pytest(name, environment, arguments) for name in databases]
        return int(any(codes) or not codes)


def run_long(environment: dict[str, str], arguments: Sequence[str]) -> int:
    """Slow proofs, then on PostgreSQL all that touches the database."""
    codes = [run_pytest("sqlite", environment, ["-m", "slow", *arguments])]
    if possible("postgresql", environment) and not arguments:
        codes.append(run_pytest("postgresql", environment, ["--whole-database"]))
    return int(any(codes))


def start_services(stack: ExitStack) -> tuple[dict[str, str], list[str]]:
    """Start what can be had for the life of `stack`: its environment, and why others cannot."""
    environment: dict[str, str] = {}
    left_out: list[str] = []
    for variable, service in OPTIONAL.items():
        try:
            environment[variable] = stack.enter_context(service())
        except Missing as error:
            left_out.append(str(error))
    return environment, left_out


def possible(database: str, environment: dict[str, str]) -> bool:
    return database == "sqlite" or "TEST_DATABASE_URL" in environment


def run_pytest(database: str, environment: dict[str, str], arguments: Sequence[str]) -> int:
    """One run of pytest; its exit code."""
    print(f"\n=== Tests on {database} ===", flush=True)
    variables = {**os.environ, **environment}
    variables.pop("DATABASE_URL", None)
    options: list[str] = []
    with ExitStack() as stack:
        if database == "postgresql":
            server = environment["TEST_DATABASE_URL"]
            template = stack.enter_context(postgresql_template(server))
            variables |= {"DATABASE_URL": server, "TEST_DATABASE_TEMPLATE": template}
            options.append("--database-only")
        command = [sys.executable, "-m", "pytest", *options, *side_by_side(arguments), *arguments]
        return subprocess.run(command, env=variables, check=False).returncode


def side_by_side(arguments: Sequence[str]) -> list[str]:
    """Options for several processes, unless the tests must run one by one."""
    cores = len(os.sched_getaffinity(0))
    if cores < 2 or "slow" in arguments:
        return []
    processes = min(cores + 1, PROCESSES_MAX)
    # Not reordered: groups of journeys would come first, and their event loop never stops.
    return [f"--numprocesses={processes}", "--dist=loadgroup", "--no-loadscope-reorder"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
