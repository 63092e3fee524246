"""Images, decoded under limits and encoded anew, so that only pixels survive.

What else a file carries is gone: places and cameras (EXIF), comments, colour profiles (the colours
are converted first), scripts behind the last pixel. Raises PictureBroken and PictureTooLarge.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from forum.uploads.errors import PictureBroken, PictureTooLarge

PIXELS_MAX = 50_000_000
"""Of an image, and of all frames of an animation together: decoded, 200 MB."""
FRAMES_MAX = 300
SIDE_MAX = 2560
ANIMATION_SIDE_MAX = 1024
THUMBNAIL_SIDE = 1280
"""Larger images are shown smaller in a text: twice the width of a column of text."""
PLACES = 2
"""How many images a process decodes at a time: each may need a few hundred MB."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")

_places = BoundedSemaphore(PLACES)
_JPEG: dict[str, Any] = {"format": "JPEG", "quality": 86, "optimize": True, "progressive": True}
_PNG: dict[str, Any] = {"format": "PNG"}
_WEBP: dict[str, Any] = {"format": "WEBP", "quality": 84, "method": 3}
_OUTPUT = {"JPEG": _JPEG, "MPO": _JPEG, "PNG": _PNG, "GIF": _PNG}
"""How each format is written; all others as WebP."""
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that is safe to show. `thumbnail` is WebP, and empty where none is needed."""

    data: bytes
    extension: str
    content_type: str
    width: int
    height: int
    thumbnail: bytes = b""


def encode_anew(data: bytes, *, side_max: int = SIDE_MAX) -> Picture:
    """The image in `data` upright, at most `side_max` pixels a side, without metadata."""
    with _places, _decoding(), Image.open(BytesIO(data), formats=FORMATS) as image:
        frames = _frames(image)
        _check_size(image, frames)
        return _animation(image) if frames > 1 else _still(image, side_max)


@contextmanager
def _decoding() -> Iterator[None]:
    """Whatever a decoder stumbles over, the file is to blame."""
    try:
        yield
    except PictureTooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # hostile files make decoders raise anything
        raise PictureBroken from error


def _frames(image: Image.Image) -> int:
    # The second image of a JPEG is a preview or belongs to a stereo pair.
    return 1 if image.format in {"JPEG", "MPO"} else getattr(image, "n_frames", 1)


def _check_size(image: Image.Image, frames: int) -> None:
    """Judge by what the head of the file says, before anything is decoded."""
    if frames > FRAMES_MAX or image.width * image.height * frames > PIXELS_MAX:
        raise _too_large()


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(megapixels=PIXELS_MAX // 1_000_000)


def _still(image: Image.Image, side_max: int) -> Picture:
    output = _OUTPUT.get(image.format or "", _WEBP)
    image.draft(None, (side_max, side_max))
    upright = _plain(ImageOps.exif_transpose(image))
    upright.thumbnail((side_max, side_max), Image.Resampling.LANCZOS)
    if output is _JPEG:
        upright = upright.convert("RGB")
    return _picture(upright, _written(upright, **output), output, _thumbnail(upright))


def _thumbnail(image: Image.Image) -> bytes:
    if max(image.size) <= THUMBNAIL_SIDE:
        return b""
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return _written(small, **_WEBP)


def _animation(image: Image.Image) -> Picture:
    """All frames as an animated WebP."""
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        durations.append(int(frame.info.get("duration") or 100))
        small = _plain(frame).convert("RGBA")
        small.thumbnail((ANIMATION_SIDE_MAX, ANIMATION_SIDE_MAX))
        frames.append(small)
    data = _written(
        frames[0],
        **(_WEBP | {"method": 1}),
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
    )
    return _picture(frames[0], data, _WEBP)


def _plain(image: Image.Image) -> Image.Image:
    """A copy that carries nothing but pixels, in red, green, blue and perhaps transparency."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut them off instead of scaling them.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = image.has_transparency_data
    plain = _in_srgb(image, profile).convert("RGBA" if clear else "RGB")
    bare = plain.copy()
    bare.info = {}
    return bare


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as browsers assume them. A profile that makes no sense is left aside."""
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, given, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _written(image: Image.Image, **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, **options)
    return target.getvalue()


def _picture(
    image: Image.Image, data: bytes, output: dict[str, Any], thumbnail: bytes = b""
) -> Picture:
    name = output["format"]
    return Picture(
        data=data,
        extension=_ENDINGS[name],
        content_type=f"image/{name.lower()}",
        width=image.width,
        height=image.height,
        thumbnail=thumbnail,
    )
