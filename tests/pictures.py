"""Images and other files for tests, made in memory; also such as nobody should accept."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any

from PIL import Image

GPS, ORIENTATION = 0x8825, 0x0112


def a_picture(
    format: str = "PNG", size: tuple[int, int] = (80, 60), mode: str = "RGB", **options: Any
) -> bytes:
    """An image of one colour, its left half darker, so that one sees how it lies."""
    image = Image.new(mode, size, "orange" if mode.startswith("RGB") else 200)
    image.paste(image.point(lambda value: value // 3).crop((0, 0, size[0] // 2, size[1])), (0, 0))
    return written(image, format, **options)


def written(image: Image.Image, format: str, **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def a_photo(orientation: int = 6, size: tuple[int, int] = (80, 60)) -> bytes:
    """A JPEG as a phone writes it: turned, and with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 8.0, 14.0), 3: "E", 4: (11.0, 34.0, 31.0)})
    return a_picture("JPEG", size, exif=exif, comment=b"made at home")


def an_animation(format: str = "GIF", frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    # Frames that look alike would be written as one.
    shades = [40 * number % 250 + 3 for number in range(frames)]
    images = [Image.new("L", size, shade) for shade in shades]
    if format != "GIF":
        images = [image.convert("RGB") for image in images]
    return written(images[0], format, save_all=True, append_images=images[1:], duration=80, loop=0)


def a_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes that would fill the memory."""
    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def opened(data: bytes) -> Image.Image:
    """The image, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
