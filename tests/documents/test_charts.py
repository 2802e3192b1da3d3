"""Charts of papers: pictures in PNG, the parts where their values say."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from nscl.documents import charts

NAMES = ("Vốn", "Lao động", "TFP")
LABOUR, TFP = (216, 196, 138), (23, 67, 111)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def rows_of(image: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """The rows in the middle of the only column that have a colour, under the legend."""
    middle = image.width // 2 + 60
    return [y for y in range(150, image.height) if image.getpixel((middle, y)) == colour]


def test_a_part_below_zero_hangs_under_the_parts_above_it():
    image = opened(charts.stacked([charts.Stack("2021", (4.0, -1.0, 3.0), 6.0)], NAMES, "Tổng"))
    assert max(rows_of(image, TFP)) < min(rows_of(image, LABOUR))


def test_a_larger_part_is_taller():
    image = opened(charts.stacked([charts.Stack("2021", (4.0, 1.0, 3.0), 8.0)], NAMES, "Tổng"))
    assert len(rows_of(image, TFP)) > 2 * len(rows_of(image, LABOUR)) > 0


def test_a_picture_is_wide_enough_for_print_and_light():
    png = charts.spans([charts.Span("Khấu hao", 30, 44)], chosen=("Đang dùng", 41), target=None)
    assert opened(png).width == 2560
    assert len(png) < 100_000


def test_every_letter_of_vietnamese_has_a_shape():
    """A letter the fonts lack is drawn as one and the same box."""
    letters = "ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ–−%"
    shapes = set()
    for letter in letters:
        drawing = charts.Drawing(20)
        drawing.text(20, 16, letter)
        shapes.add(drawing.image.tobytes())
    assert len(shapes) == len(letters)
