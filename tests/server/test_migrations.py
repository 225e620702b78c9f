"""The revisions of the database: they lead to the tables of the program and back, on both databases."""

import ast
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import Cluster
from noting import note, noted
from sqlalchemy import Connection, insert, inspect, text

from game.server.migrations.__main__ import draft
from game.server.store import CannotOpen, open_store
from game.server.store.engines import Engines, engines
from game.server.store.migrate import REVISIONS, brought_back, brought_up_to_date
from game.server.tables import contests, metadata, notices, teachers

SCRIPTS = ScriptDirectory(str(REVISIONS.parent))
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", {newest!r}


def upgrade():
{deed}
"""


@pytest.fixture
def base(empty_database: str) -> Iterator[Engines]:
    """An empty database."""
    found = engines(empty_database)
    yield found
    found.close()


def differences(connection: Connection) -> list[object]:
    """Return in what a database differs from the tables of the program."""
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_the_revisions_lead_to_the_tables_of_the_program(base: Engines) -> None:
    brought_up_to_date(base)
    with base.read.connect() as connection:
        assert differences(connection) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_the_revisions_make_what_the_tables_would_make_themselves(base: Engines) -> None:
    def made(connection: Connection) -> dict[str, list[object]]:
        found = inspect(connection)
        return {
            name: [
                [{**column, "type": str(column["type"])} for column in found.get_columns(name)],
                found.get_pk_constraint(name),
                sorted(found.get_foreign_keys(name), key=str),
                sorted(found.get_unique_constraints(name), key=str),
                sorted(found.get_indexes(name), key=str),
            ]
            for name in metadata.tables
        }

    brought_up_to_date(base)
    with base.write.begin() as connection:
        by_revisions = made(connection)
    brought_back(base, "base")
    with base.write.begin() as connection:
        metadata.create_all(connection)
        assert made(connection) == by_revisions


def test_a_difference_would_be_found(base: Engines) -> None:
    brought_up_to_date(base)
    with base.write.begin() as connection:
        connection.execute(text("ALTER TABLE notices ADD COLUMN left_over INTEGER"))
        assert [kind for kind, *_rest in differences(connection)] == ["remove_column"]


def test_the_revisions_lead_back_to_nothing_and_up_again(base: Engines) -> None:
    for _round in range(2):
        brought_up_to_date(base)
        brought_back(base, "base")
        with base.read.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]


def test_every_single_step_can_be_undone(base: Engines) -> None:
    steps = [step.revision for step in SCRIPTS.walk_revisions()]
    brought_up_to_date(base)
    for revision in [*steps[1:], "base"]:
        brought_back(base, revision)
        brought_up_to_date(base)
        brought_back(base, revision)
    with base.read.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_there_is_one_newest_revision() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_opening_again_changes_nothing(new_database: Callable[[], str]) -> None:
    url = new_database()
    for number in range(3):
        with open_store(url) as store:
            store.write(note(str(number))).result()
            assert store.read(noted).total() == number + 1


def test_a_step_that_fails_half_way_leaves_the_database_as_it_was(base: Engines, tmp_path: Path) -> None:
    brought_up_to_date(base)
    revisions = with_a_step(
        tmp_path,
        """
        op.add_column("notices", sa.Column("half", sa.Integer(), nullable=True))
        op.execute("INSERT INTO there_is_no_such_table VALUES (1)")
        """,
    )
    with pytest.raises(CannotOpen, match="there_is_no_such_table"):
        brought_up_to_date(base, revisions)
    with base.read.connect() as connection:
        assert differences(connection) == []


def test_a_step_that_makes_a_table_anew_keeps_the_rows_below_it(base: Engines, tmp_path: Path) -> None:
    brought_up_to_date(base)
    with base.write.begin() as connection:
        connection.execute(insert(teachers), {"id": "anna", "name": "Anna", "made": 1})
        connection.execute(insert(contests), a_contest_of("anna"))
        connection.execute(insert(notices), {"at": 1, "what": "made", "contest": "one"})
    revisions = with_a_step(
        tmp_path,
        """
        with op.batch_alter_table("contests", recreate="auto") as batch:
            batch.alter_column("title", existing_type=sa.String(120), type_=sa.String(240), existing_nullable=False)
        """,
    )
    brought_up_to_date(base, revisions)
    with base.write.begin() as connection:
        assert connection.execute(text("SELECT contest FROM notices")).scalars().all() == ["one"]
        connection.execute(text("DELETE FROM teachers"))
        assert connection.execute(text("SELECT contest FROM notices")).scalars().all() == []


def test_two_hosts_that_start_together_make_the_tables_once(cluster: Cluster) -> None:
    url, problems = cluster.new(), []

    def start() -> None:
        try:
            open_store(url).close()
        except CannotOpen as problem:
            problems.append(problem)

    hosts = [threading.Thread(target=start) for _number in range(4)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert problems == []
    with open_store(url) as store:
        assert store.read(differences) == []


def test_the_next_revision_is_drafted_from_the_tables(tmp_path: Path) -> None:
    revisions = with_a_step(tmp_path, 'op.add_column("notices", sa.Column("left_over", sa.Integer(), nullable=True))')
    drafted = ast.unparse(ast.parse(draft("nothing is left over", revisions).read_text()))
    assert "down_revision = '9999'" in drafted
    assert ".drop_column('left_over')" in drafted


def with_a_step(folder: Path, deed: str) -> Path:
    """Copy the revisions, with one more that does `deed`."""
    revisions = folder / "versions"
    shutil.copytree(REVISIONS, revisions)
    step = STEP.format(newest=SCRIPTS.get_current_head(), deed=indent(dedent(deed), "    "))
    (revisions / "r9999_a_step.py").write_text(step)
    return revisions


def a_contest_of(teacher: str) -> dict[str, object]:
    texts = ("title", "state", "settings", "case_id", "case_hash", "manual_hash", "engine", "series")
    whole = {"minutes": 45, "keep_until": 1, "made": 1, "secret": b""}
    return {"id": "one", "teacher": teacher, "code": "ABC", "board_key": "key", **dict.fromkeys(texts, ""), **whole}
