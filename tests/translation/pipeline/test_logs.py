"""Which lines of a paragraph a machine wrote."""

import pytest

from tests.translation.pipeline.through import through
from translation.pipeline import make_plan, render_original
from translation.pipeline.logs import is_log_line


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 10:15:00,123 ERROR [main] Connection lost",
        "[2026-11-22T10:15:00] kernel: eth0 down",
        "Nov 22 10:15:00 host sshd[42]: failed",
        "[ 1234.567890] usb 1-1: new device",
        "    at com.example.Main.run(Main.java:42)",
        '  File "app.py", line 3, in main',
        "Traceback (most recent call last):",
        "java.lang.NullPointerException: value is null",
        "ValueError: bad literal",
        "E/Camera( 1234): died",
        "$ systemctl restart network",
        r"C:\Users\x> ipconfig",
        "10:15:00.123 [main] INFO  com.example.Main - hello",
        "21.11.2026 10:15:00 Fehler: nichts geht",
        "11-21 10:15:00.123  1234  5678 E AndroidRuntime: FATAL EXCEPTION: main",
        "<30>Nov 21 10:15:00 host dnsmasq: query",
        "Sat Nov 21 10:15:00 2026 TLS: ready",
        "I0521 10:15:00.123456 1 main.go:12] hi",
        "[INFO] Scanning for projects...",
        '127.0.0.1 - - [21/Nov/2026:10:15:00 +0000] "GET / HTTP/1.1" 200 612',
        'level=info ts=2026-11-21 msg="it runs"',
        '{"level":"error","msg":"no"}',
        "systemd[1]: Started a thing.",
        "Event ID: 41, Source: Kernel-Power, Level: Critical",
        "    at async Promise.all (index 0)",
        "    at /app/index.js:10:5",
        r"   bei System.IO.File.Open(String path) in C:\x.cs:Zeile 12",
        "... 12 more",
        "Uncaught TypeError: x is not a function",
        'Exception in thread "main" java.lang.NullPointerException',
        "panic: runtime error: index out of range",
        "goroutine 1 [running]:",
        "/home/x/main.go:12 +0x1d",
        "thread 'main' panicked at src/main.rs:4:5:",
        "0: std::panicking::begin_panic",
        "error[E0382]: borrow of moved value",
        "npm ERR! code ENOENT",
        "make: *** [all] Error 2",
        "bash: foo: command not found",
        "user@host:~$ ls -la",
        "[root@host etc]# reboot",
        "# systemctl restart network",
        ">>> print(1)",
    ],
)
def test_a_line_of_a_log_is_recognised(line: str) -> None:
    assert is_log_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "At home it works (mostly).",
        "On 2026-11-22 I restarted it.",
        "Error after the update, please help",
        "Warning: this will delete everything",
        "File a report, line by line",
        "10:15 it stopped",
        "Nov 21 10:15:00 it crashed",
        "WARNING (please read)",
        "$ 5 is too much",
        "I Think: therefore I am",
        "TypeError appears often",
        "make: I do not know the make of it",
        "en casa (o en el trabajo)",
    ],
)
def test_a_line_of_prose_is_not_a_log(line: str) -> None:
    assert not is_log_line(line)


def test_the_code_after_a_frame_of_python_is_part_of_the_trace() -> None:
    assert is_log_line("return number / zero", 'File "app.py", line 3, in main')
    assert not is_log_line("return number / zero", "I wrote this:")


def test_a_trace_inside_a_paragraph_is_copied_and_the_words_around_it_are_translated() -> None:
    source = (
        "It says\nTraceback (most recent call last):\n"
        '  File "app.py", line 3, in main\n    divide(1, 0)\nZeroDivisionError: no\nand ends.'
    )
    plan = make_plan(source, "markdown", "en", "de")
    assert [segment.text for segment in plan.segments] == ["It says", "and ends."]
    assert through(source).html == render_original(source, "markdown", "en").html
