"""Sixteen Weeks: a training simulator for Interpersonal Psychotherapy (IPT)."""

__version__ = "0.1.0"
