"""Owns the plates: three grey images drawn at twice the size, then printed as one picture.
Does not know what is drawn. Start with Press.pull.
"""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .inks import Mood, Palette, Rgb, Tone

OVERSAMPLE = 2
BLEED = 16  # plate pixels round the sheet, so that a shifted plate never shows its edge
SLIP = 4.0  # largest mis-registration, in plate pixels
UNITS = 1000.0  # a sheet is 1000 units high, whatever its size


class Press:
    """One sheet. Points are plate pixels; Pen turns units into them."""

    def __init__(self, size: tuple[int, int], palette: Palette, mood: Mood, rng: Random) -> None:
        self.size, self.palette, self.mood, self.rng = size, palette, mood, rng
        self.scale = size[1] * OVERSAMPLE / UNITS
        self.width = size[0] / size[1] * UNITS
        sheet = (size[0] * OVERSAMPLE + 2 * BLEED, size[1] * OVERSAMPLE + 2 * BLEED)
        self.plates = [Image.new("L", sheet, 0) for _ in range(3)]
        self.drawings = [ImageDraw.Draw(plate) for plate in self.plates]

    def fill(self, points: list[tuple[float, float]], tone: Tone) -> None:
        for drawing, cover in zip(self.drawings, tone[:3], strict=True):
            drawing.polygon(points, fill=round(255 * cover))

    def veil(self, mask: Image.Image, box: tuple[int, int], cover: Tone) -> None:
        """Lay a soft tone through a mask (fog, glow)."""
        for plate, share in zip(self.plates, cover[:3], strict=True):
            plate.paste(round(255 * share), box, mask)

    def pull(self) -> Image.Image:
        """Print: shift, shrink and grain each plate, then multiply the inks on paper."""
        sheet = Image.new("RGB", self.size, self.palette.paper)
        mottle = self._mottle()
        for plate, ink in zip(self.plates, self.palette[1:], strict=True):
            grained = ImageChops.multiply(ImageChops.multiply(self._shrunk(plate), mottle), self._specks())
            sheet = ImageChops.multiply(sheet, _inked(grained, ink))
        return sheet

    def _shrunk(self, plate: Image.Image) -> Image.Image:
        dx, dy = (BLEED + self.rng.uniform(-SLIP, SLIP) for _ in range(2))
        box = (dx, dy, dx + self.size[0] * OVERSAMPLE, dy + self.size[1] * OVERSAMPLE)
        return plate.resize(self.size, Image.Resampling.LANCZOS, box=box)

    def _noise(self, width: int, height: int) -> Image.Image:
        return Image.frombytes("L", (width, height), self.rng.randbytes(width * height))

    def _specks(self) -> Image.Image:
        """Pinholes: about one pixel in sixty takes less ink."""
        noise = self._noise(*self.size)
        return noise.point([140 if value < 1 else 205 if value < 4 else 255 for value in range(256)])

    def _mottle(self) -> Image.Image:
        """Uneven inking, soft and wide, so that it costs few bytes."""
        fine = self._noise(self.size[0] // 3, self.size[1] // 3).filter(ImageFilter.GaussianBlur(0.8))
        wide = self._noise(self.size[0] // 24, self.size[1] // 24)
        levels = [min(255, 243 + value // 18) for value in range(256)]
        soft = [min(255, 243 + value // 18) for value in range(256)]
        both = [fine.point(levels), wide.point(soft)]
        first, second = (part.resize(self.size, Image.Resampling.BICUBIC) for part in both)
        return ImageChops.multiply(first, second)


def _inked(cover: Image.Image, ink: Rgb) -> Image.Image:
    channels = [cover.point([round(255 - v * (255 - level) / 255) for v in range(256)]) for level in ink]
    return Image.merge("RGB", channels)
