"""A picture as an SVG document: one file, nothing loaded, nothing run."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from facilitator.exports.svg_shapes import Picture, number, rectangle
from facilitator.exports.svg_style import FRAME, patterns, style_sheet


def written(picture: Picture) -> str:
    """Return the picture as a document that scales to the width it is given.

    It can stand by itself or in a page: its style reaches nothing outside of it, and it brings its
    own ground, so that it can be read on any other. Its title and description are for those who
    have it read to them.
    """
    wide, high = number(picture.width), number(picture.height)
    name = f"{FRAME}-{picture.kind}"
    labelled = quoteattr(f"{name}-title {name}-description")
    ground = rectangle(0, 0, picture.width, picture.height, "ground")
    shapes = "\n".join(shape.element() for shape in (ground, *picture.shapes))
    defined = patterns({shape.kind for shape in picture.shapes})
    definitions = f"<defs>\n{defined}\n</defs>\n" if defined else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{FRAME}" width="100%"'
        f' viewBox="0 0 {wide} {high}" role="graphics-document document"'
        f" aria-labelledby={labelled}>\n"
        f'<title id="{name}-title">{escape(picture.title)}</title>\n'
        f'<desc id="{name}-description">{escape(picture.description)}</desc>\n'
        f"<style>\n{style_sheet()}\n</style>\n"
        f"{definitions}{shapes}\n"
        "</svg>\n"
    )
