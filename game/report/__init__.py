"""The debrief on paper: as plain sections, as data, as a table, and as one HTML page."""

from game.report.data import report_data
from game.report.page import page
from game.report.plain import Section, sections
from game.report.saving import CannotExport, new_file, save
from game.report.table import table

__all__ = ["CannotExport", "Section", "new_file", "page", "report_data", "save", "sections", "table"]
