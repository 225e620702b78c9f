"""How faithful it was: from the log to a profile, every rating citing its turns."""

from game.scoring.moments import Moment, moments
from game.scoring.scorecard import Rating, Scorecard, SessionRating, phase_of, score

__all__ = ["Moment", "Rating", "Scorecard", "SessionRating", "moments", "phase_of", "score"]
