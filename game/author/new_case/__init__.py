"""A new case from a few answers: commented, sound, and playable from the first evening."""

from game.author.new_case.answers import QUESTIONS, Answers, Question, refusal
from game.author.new_case.writing import case_text

__all__ = ["QUESTIONS", "Answers", "Question", "case_text", "refusal"]
