"""The debrief on paper: as plain sections, as data, and as one HTML page."""

from game.report.data import report_data
from game.report.page import page
from game.report.plain import Section, sections

__all__ = ["Section", "page", "report_data", "sections"]
