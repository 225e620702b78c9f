"""How the tables of a host came to look as they do, as Alembic's revisions; `game.server.store` applies them.

Never edit a revision that a host may have: change `game.server.tables`, then have the next one drafted, and read it:

    python -m game.server.migrations "what changes"
"""
