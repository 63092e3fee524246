"""What the API tells about uploads."""

from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class UploadOut(Schema):
    """An image or another file that texts may show."""

    id: UUID
    url: str = Field(description="who may see it: its owner, and who may read a text with it")
    thumbnail_url: str | None = Field(description="null for what is no image")
    name: str = Field(description="as it is kept: without folders, its ending telling its kind")
    kind: Literal["image", "file"]
    size: int = Field(description="in bytes, as it is kept")
    width: int | None = Field(description="in pixels, of images")
    height: int | None
    markdown: str = Field(description="puts it into a text")
