"""Run by Alembic: the connection is given by `game.server.store.migrate`, which has begun its transaction."""

from alembic import context

from game.server.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can alter little in place; there a table is made anew and takes the place of the old one.
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
