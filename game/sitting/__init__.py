"""A treatment as a therapist has it before them, whoever runs it: what can be seen of it now, and acting on it."""

from game.sitting.outlook import Outlook, OwnOutlook
from game.sitting.sitting import OwnSitting, Saving, Sitting

__all__ = ["Outlook", "OwnOutlook", "OwnSitting", "Saving", "Sitting"]
