"""Recurring care of uploads."""

import time
from datetime import timedelta

from core.periodic import periodic
from forum.actions import upload_uses
from forum.uploads.storing import FOLDER

SHARDS = 256
SHARD_SECONDS = 300
"""So every folder is looked at once in about 21 hours."""


@periodic(name="forum.sweep_unused_uploads", every=timedelta(hours=1))
def sweep_unused_uploads() -> int:
    """Delete what no text shows since a day."""
    return upload_uses.sweep_unused()


@periodic(name="forum.sweep_stray_files", every=timedelta(seconds=SHARD_SECONDS))
def sweep_stray_files() -> int:
    """Delete files without a row from the one folder whose turn it is."""
    turn = int(time.time()) // SHARD_SECONDS % SHARDS
    return upload_uses.sweep_strays(f"{FOLDER}/{turn:02x}")
