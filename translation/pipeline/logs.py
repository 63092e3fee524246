"""Recognises lines that a machine wrote, or a person into a shell: logs, stack traces, commands.

Such a line is one atom. What might as well be prose is none: a log that is translated can be read
in the original, a sentence that is not translated is lost to its readers.
"""

import re

_LEVEL = "ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|NOTICE|CRITICAL|SEVERE|VERBOSE"
_LINES = re.compile(
    rf"""\s*(?:
      \[?\d{{4}}[-/]\d\d[-/]\d\d[T\ ]\d\d:\d\d:\d\d               # 2026-11-21 10:15:00
    | \[?\d\d?[./]\d\d?[./]\d{{4}},?\s\d\d:\d\d:\d\d\S*\s+\S      # 21.11.2026 10:15:00 Error
    | \[?\d\d:\d\d:\d\d[.,\d]*\]?\s+(?:\[|\(|[A-Z]{{2}})          # 10:15:00 WARN, [10:15:00] [main]
    | \d\d-\d\d\s\d\d:\d\d:\d\d\.\d{{3}}\s+\d+                    # logcat, threadtime
    | (?:<\d+>)?(?:[A-Z][a-z]{{2}}\s)?[A-Z][a-z]{{2}}\s+\d{{1,2}}\s\d\d:\d\d:\d\d\s
      (?:\d{{4}}\s|[\w.-]+\s[\w./@-]+(?:\[\d+\])?:)               # syslog, journald, OpenVPN
    | [IWEF]\d{{4}}\s\d\d:\d\d:\d\d\.\d+\s                        # glog, Kubernetes
    | \[\s*\d+\.\d{{3,}}\]\s                                      # dmesg
    | \[?(?:{_LEVEL})\]?:?\s+[\[(][\w.:/@-]+[\])]                 # ERROR [main]
    | \[(?:{_LEVEL})\]\s                                          # [INFO] Scanning
    | [VDIWEF]/[\w.]+\s*\(\s*\d+\):                               # logcat, brief
    | [VDWEF]\s[A-Z]\w+:\s                                       # the same, tag
    | \S+\s\S+\s\S+\s\[\d\d/[A-Z][a-z]{{2}}/\d{{4}}:              # access logs
    | (?:\w+=(?:"[^"]*"|\S+)\s+){{2,40}}\w+=                      # level=info ts=… msg=…
    | \{{"\w+":                                                   # JSON lines
    | (?:kernel|(?:systemd|sshd|dhclient|NetworkManager|cron|CRON)(?:\[\d+\])?):\s
    | Event\sID:\s*\d+ | Faulting\s(?:application|module)\s | Exception\scode:\s0x
    # Stack traces
    | (?:at\s|(?:bei|à|en|в)\s(?=\w+\.\w))[\w.$<>`/\[\]]+\(.*\)(?:\s(?:in|à|dans|en|в)\s\S.*)?$
    | at\s(?:async\s)?(?:[\w.$<>\[\]]+\s)?\(?(?:[\w.+-]+:/+|node:|/|[A-Z]:\\)\S+:\d+\)?$
    | at\sasync\s[\w.$]+ | at\s<anonymous>
    | File\s".+",\sline\s\d+
    | Traceback\s\(most\srecent\scall\slast\):
    | Caused\sby:\s[\w.$]+ | Suppressed:\s[\w.$]+ | \.\.\.\s\d+\s(?:more|common\sframes)
    | (?:Uncaught\s|Unhandled\sexception[.:]\s|Exception\sin\sthread\s"[^"]*"\s)
      (?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception)
    | (?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception|Warning):\s
    | (?:[\w$]+\.)+[A-Z]\w*(?:Error|Exception)\s*$
    | panic:\s | goroutine\s\d+\s\[ | thread\s'[^']*'\spanicked\sat
    | \S+\.(?:go|rs|c|cc|cpp|py|js|ts):\d+(?::\d+)?(?:\s\+0x[0-9a-f]+|:\s.*)?$
    | stack\sbacktrace: | note:\srun\swith\s`RUST_BACKTRACE
    | \d+:\s+(?:0x[0-9a-f]+\s-\s)?[a-z_]\w*(?:::[\w<>{{}}]+)+
    | (?:error|warning)\[[A-Z]\d+\]: | -->\s\S+:\d+:\d+$
    | Segmentation\sfault\s\(core\sdumped\)
    | npm\s(?:ERR!|WARN)\s | make(?:\[\d+\])?:\s\*\*\*\s
    | (?:gcc|clang|ld|cc1|g\+\+):\s(?:fatal\s)?(?:error|symbol)
    | (?:ba|z|da)?sh:\s(?:line\s\d+:\s)?\S+:\s
    # Prompts
    | (?:PS\s)?[A-Z]:\\[^>]*>\s*\S
    | \$\s+(?!\d)\S
    | [\w.-]+@[\w.-]+[:\s][^\s$\#]*\s?[$\#]\s\S | \[[\w.-]+@[\w.-]+\s[^\]]*\][$\#]\s
    | \#\s(?:apt|apt-get|dnf|yum|pacman|systemctl|sudo|cat|ls|cd|mount|ip|docker)\s
    | >>>\s\S | In\s\[\d+\]:\s\S
    )""",
    re.VERBOSE,
)
_FRAME = re.compile(r'\s*File\s".+",\sline\s\d+')
_CARET = re.compile(r"[\s~^]*\^[\s~^]*$")


def is_log_line(line: str, previous: str = "") -> bool:
    """True for a line out of a log, a stack trace or a command prompt.

    `previous` is the line before: Python shows code after each frame, and marks of where.
    """
    if _LINES.match(line):
        return True
    return bool(_FRAME.match(previous) or (_CARET.match(line) and previous.strip()))
