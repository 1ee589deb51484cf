from PIL import Image

SAMPLE = 64  # pixels a side: enough to find the colour, and it takes a millisecond
SHADES = 8


def dominant(image: Image.Image) -> str:
    """The most common of eight shades of an RGB or RGBA image, as "#rrggbb"; clear counts as white."""
    sample = image.resize((SAMPLE, SAMPLE), Image.Resampling.BOX)
    shades = flattened(sample).quantize(SHADES, method=Image.Quantize.MEDIANCUT)
    counts = shades.histogram()
    index = counts.index(max(counts))
    return "#" + bytes((shades.getpalette() or [])[3 * index : 3 * index + 3]).hex()


def flattened(image: Image.Image) -> Image.Image:
    """The image on white, for formats without transparency."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
