"""Checking cases: what is found (`examine`), how it is shown and explained, and what can be mended by itself.

Import what you need from its modules: `check` starts often and should load no more than it uses.
"""
