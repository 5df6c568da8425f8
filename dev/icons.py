"""``python -m dev icons``: draws the icons of the modules, and the banner of the application.

A till's receipt with a broken connection above it, in a colour for each module.
"""

from PIL import Image, ImageDraw, ImageFont

from . import paths

SIZE = 128
FINE = 4  # drawn so many times as large, for smooth edges
BANNER = (560, 280)
WHITE = (255, 255, 255, 255)
COLOURS = {
    "pos_customer_offline_queue": "#1f7a8c",
    "pos_multi_session_sync": "#b5651d",
    "pos_offline_base": "#5b6770",
    "pos_offline_cache": "#714b67",
    "pos_offline_loyalty": "#a23e6a",
    "pos_offline_monitor": "#8a6d1b",
    "pos_offline_orders": "#9b2c2c",
    "pos_offline_suite": "#2f855a",
    "pos_session_recovery": "#3b5ba5",
}


def write():
    """Write ``static/description/icon.png`` of each module, and the application's banner."""
    for module, colour in COLOURS.items():
        _save(draw(colour), f"{module}/static/description/icon.png")
    _save(_draw_banner(), "pos_offline_suite/static/description/banner.png")


def draw(colour, size=SIZE, roundness=0.16):
    """Return the icon, ``size`` pixels wide; ``roundness`` of its corners as a part of that."""
    side = size * FINE
    image = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * roundness, fill=colour)
    _draw_waves(pen, side)
    _draw_receipt(pen, side, colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _draw_waves(pen, side):
    """The signs of a connection, struck through."""
    middle, low, width = side * 0.5, side * 0.42, int(side * 0.045)
    for radius in (0.12, 0.22, 0.32):
        reach = side * radius
        box = (middle - reach, low - reach, middle + reach, low + reach)
        pen.arc(box, 222, 318, fill=WHITE, width=width)
    pen.line(
        (side * 0.26, side * 0.42, side * 0.74, side * 0.12), fill=WHITE, width=int(side * 0.05)
    )


def _draw_receipt(pen, side, colour):
    left, top, right, bottom = (side * part for part in (0.3, 0.47, 0.7, 0.88))
    teeth = 5
    step = (right - left) / teeth
    edge = [
        (right - step * (i / 2), bottom - (side * 0.04 if i % 2 else 0))
        for i in range(2 * teeth + 1)
    ]
    pen.polygon([(left, top), (right, top), *edge], fill=WHITE)
    for row in range(3):
        height = top + side * (0.08 + 0.09 * row)
        short = side * (0.12 if row == 2 else 0)
        pen.line(
            (left + side * 0.06, height, right - side * 0.06 - short, height),
            fill=colour,
            width=int(side * 0.035),
        )


def _draw_banner():
    image = Image.new("RGBA", BANNER, COLOURS["pos_offline_suite"])
    image.alpha_composite(draw(COLOURS["pos_offline_suite"], 200, roundness=0), (20, 40))
    pen = ImageDraw.Draw(image)
    for text, size, top in (("POS Offline Suite", 34, 96), ("The till keeps selling.", 22, 148)):
        pen.text((240, top), text, font=ImageFont.load_default(size), fill=WHITE)
    return image.convert("RGB")


def _save(image, name):
    path = paths.ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)
