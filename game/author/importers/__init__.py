"""Cases begun from what educators already have: Patient-Ψ cognitive models and AgentClinic OSCE records, as JSON."""

from game.author.importers.reading import Malformed, records_of
from game.author.importers.writing import Imported, imported

__all__ = ["Imported", "Malformed", "imported", "records_of"]
