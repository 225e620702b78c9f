"""The shape of a case for editors and for the guide: JSON Schema and a reference of every key, from one model."""

from game.author.schema.appendix import appendix
from game.author.schema.documented import Documented, documented
from game.author.schema.json_schema import json_schema
from game.author.schema.reference import reference

__all__ = ["Documented", "appendix", "documented", "json_schema", "reference"]
