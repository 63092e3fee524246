"""Images: upright, small enough, without metadata; hostile ones are refused."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageSequence

from forum.uploads.errors import PictureBroken, PictureTooLarge
from forum.uploads.pictures import (
    ANIMATION_SIDE_MAX,
    FRAMES_MAX,
    SIDE_MAX,
    THUMBNAIL_SIDE,
    encode_anew,
)
from tests.pictures import a_bomb, a_photo, a_picture, an_animation, opened, written


def shade(image: Image.Image, place: tuple[int, int]) -> float:
    """How bright a grey image is at a place."""
    found = image.getpixel(place)
    assert isinstance(found, (int, float))
    return found


@pytest.mark.parametrize(
    ("format", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "png"), ("AVIF", "webp")],
)
def test_every_format_comes_out_as_one_that_all_browsers_show(format: str, extension: str) -> None:
    picture = encode_anew(a_picture(format))
    assert (picture.extension, picture.width, picture.height) == (extension, 80, 60)
    assert opened(picture.data).size == (80, 60)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_camera_do_not_survive(format: str) -> None:
    exif = Image.open(BytesIO(a_photo())).getexif()
    data = a_picture(format, exif=exif)
    assert b"SecretCamera" in data
    picture = encode_anew(data)
    assert b"SecretCamera" not in picture.data
    assert dict(opened(picture.data).getexif()) == {}


def test_a_comment_does_not_survive() -> None:
    assert b"made at home" in a_photo()
    assert b"made at home" not in encode_anew(a_photo()).data


def test_a_photo_held_upright_is_shown_upright() -> None:
    picture = encode_anew(a_photo(orientation=6, size=(80, 60)))
    assert (picture.width, picture.height) == (60, 80)
    image = opened(picture.data).convert("L")
    # What lay at the left lies at the top after a quarter turn to the right.
    assert shade(image, (30, 5)) < shade(image, (30, 75))


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_large_image_becomes_smaller_and_gets_a_thumbnail(format: str) -> None:
    picture = encode_anew(a_picture(format, (4000, 2000)))
    assert (picture.width, picture.height) == (SIDE_MAX, SIDE_MAX // 2)
    assert opened(picture.thumbnail).size == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2)


def test_a_small_image_needs_no_thumbnail() -> None:
    assert encode_anew(a_picture()).thumbnail == b""


def test_what_can_be_seen_through_stays_so() -> None:
    picture = encode_anew(a_picture("PNG", mode="RGBA"))
    assert opened(picture.data).mode == "RGBA"


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    image = Image.new("I;16", (20, 20), 128 * 256)
    shown = opened(encode_anew(written(image, "PNG")).data).convert("L")
    assert 120 <= shade(shown, (10, 10)) <= 136


def test_colours_are_converted_before_their_profile_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = encode_anew(a_picture("JPEG", icc_profile=profile))
    assert "icc_profile" not in opened(picture.data).info


def test_a_profile_that_makes_no_sense_is_left_aside() -> None:
    assert encode_anew(a_picture("PNG", icc_profile=b"no profile")).width == 80


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_an_animation_moves_on(format: str) -> None:
    picture = encode_anew(an_animation(format))
    shown = opened(picture.data)
    frames = len(list(ImageSequence.Iterator(shown)))
    assert (picture.extension, frames, shown.size) == ("webp", 3, (40, 30))


def test_a_large_animation_becomes_smaller() -> None:
    picture = encode_anew(an_animation(frames=2, size=(2000, 1000)))
    assert picture.width == ANIMATION_SIDE_MAX


def test_too_many_frames_are_refused() -> None:
    with pytest.raises(PictureTooLarge):
        encode_anew(an_animation(frames=FRAMES_MAX + 1, size=(8, 8)))


def test_frames_count_together() -> None:
    with pytest.raises(PictureTooLarge):
        encode_anew(an_animation(frames=40, size=(1500, 1000)))


@pytest.mark.parametrize("side", [8_000, 12_000, 50_000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(PictureTooLarge):
        encode_anew(a_bomb(side, side))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_half_an_image_is_refused(format: str) -> None:
    data = a_picture(format, (400, 300))
    with pytest.raises(PictureBroken):
        encode_anew(data[: len(data) // 2])


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", b"GIF89a", b"RIFF....WEBPVP8 ", b"\x89PNG\r\n"])
def test_only_the_beginning_of_an_image_is_refused(data: bytes) -> None:
    with pytest.raises(PictureBroken):
        encode_anew(data)


def test_a_script_behind_the_last_pixel_is_gone() -> None:
    script = b"/*<script>alert(1)</script>*/=1;"
    assert script not in encode_anew(a_picture("GIF") + script).data


def test_a_format_that_is_not_taken_is_refused_whatever_it_is_called() -> None:
    with pytest.raises(PictureBroken):
        encode_anew(a_picture("TIFF"))
