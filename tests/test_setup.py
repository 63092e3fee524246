"""What a machine lacks is said in a sentence, before anything is half done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the scripts and nothing else."""
    shutil.copytree(settings.BASE_DIR / "scripts", tmp_path / "scripts")
    return tmp_path


def python_that(folder: Path, script: str) -> str:
    """An interpreter that does what `script`, in shell, says."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def make_venv(clone: Path, python: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHON": python, "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["sh", "scripts/venv"], cwd=clone, env=environment, capture_output=True, text=True
    )


def test_an_old_python_is_refused(clone: Path) -> None:
    done = make_venv(clone, python_that(clone, "exit 1"))
    assert done.returncode == 1
    assert "Lingora needs Python 3.11 or newer" in done.stderr


def test_a_python_without_venv_names_the_missing_package(clone: Path) -> None:
    script = 'case "$2" in *ensurepip*) exit 1;; *version_info\\[:2\\]*) echo 3.12;; esac'
    done = make_venv(clone, python_that(clone, script))
    assert done.returncode == 1
    assert "apt-get install python3-venv (or python3.12-venv)" in done.stderr
