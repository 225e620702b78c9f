"""Tools for those who write cases: scripted therapists and cohorts."""
