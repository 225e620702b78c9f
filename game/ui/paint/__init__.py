"""Painting: the only package that draws. `Painter` keeps the last frame and repaints what differs from it."""

from game.ui.paint.painter import Painter

__all__ = ["Painter"]
