"""The tables of a host, the same on SQLite and PostgreSQL. Times are server time in whole milliseconds.

Who somebody is lies in `identities` alone; seats and runs point to it by a random key, so that forgetting a person is
removing one row (classroom.md 4.6). No address and no e-mail is kept anywhere.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

teachers = Table(
    "teachers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("login", String(80), nullable=True, unique=True),
    Column("password", String(200), nullable=True),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", BigInteger, nullable=False, default=0),
    Column("made", BigInteger, nullable=False),
)
"""Who runs contests. `password` is an argon2 hash; a teacher who came by the one-time link has none yet."""

logins = Table(
    "logins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("teacher", ForeignKey("teachers.id", ondelete="CASCADE"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("expires", BigInteger, nullable=False),
)
"""A teacher's browser that is logged in."""

tickets = Table(
    "tickets",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", String(64), nullable=True),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=True),
)
"""Links that work once: the first teacher link, a download, an LTI nonce (`kind`); used is when."""

cases = Table(
    "cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("teacher", ForeignKey("teachers.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("made", BigInteger, nullable=False),
)
"""Cases that teachers have brought, as their YAML; those of the shelf are not here."""

contests = Table(
    "contests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("teacher", ForeignKey("teachers.id", ondelete="CASCADE"), nullable=False),
    Column("code", String(8), nullable=False, unique=True),
    Column("board_key", String(64), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("settings", Text, nullable=False),
    Column("case_id", String(80), nullable=False),
    Column("case_source", String(32), nullable=True),
    Column("case_hash", String(64), nullable=False),
    Column("manual_hash", String(64), nullable=False),
    Column("engine", String(20), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("began", BigInteger, nullable=True),
    Column("paused_for", BigInteger, nullable=False, default=0),
    Column("paused_since", BigInteger, nullable=True),
    Column("frozen_at", BigInteger, nullable=True),
    Column("board", Text, nullable=True),
    Column("closed_at", BigInteger, nullable=True),
    Column("revealed_at", BigInteger, nullable=True),
    Column("locked", Boolean, nullable=False, default=False),
    Column("series", String(32), nullable=False),
    Column("round", Integer, nullable=False, default=1),
    Column("keep_until", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False, default=0),
    Column("made", BigInteger, nullable=False),
    Index(None, "teacher"),
    Index(None, "series"),
)
"""A contest. `settings` is the JSON of `game.server.rows.Settings`; `version` counts everything a page could
show; `board` is the JSON of the standings as they stood when the board froze, or at the end."""

identities = Table(
    "identities",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("name", String(80), nullable=True),
    Column("issuer", String(255), nullable=True),
    Column("subject", String(255), nullable=True),
    UniqueConstraint("issuer", "subject"),
)
"""Who a seat belongs to, as far as anybody said: a name typed by hand, or a person of a learning platform."""

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("contest", ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("variant", String(80), nullable=True),
    Column("version", Integer, nullable=False, default=0),
    Column("chain", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("consults", Integer, nullable=False, default=0),
    Column("consult_since", BigInteger, nullable=True),
    Column("consulted_for", BigInteger, nullable=False, default=0),
    Column("reopened_until", BigInteger, nullable=True),
    Column("session", Integer, nullable=False, default=0),
    Column("phase", String(20), nullable=False, default="initial"),
    Column("last_at", BigInteger, nullable=True),
    Column("done_at", BigInteger, nullable=True),
    Column("composite", Integer, nullable=True),
    Column("coverage", Integer, nullable=True),
    Column("card", Text, nullable=True),
    Index(None, "contest"),
)
"""One treatment in a contest. `state` is waiting, playing, done or void; `header` the first line
of its log; `chain` the head of the chain that receipts show; `card` the JSON of what was scored when it was done."""

seats = Table(
    "seats",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("contest", ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("identity", ForeignKey("identities.key", ondelete="SET NULL"), nullable=True),
    Column("run", ForeignKey("runs.id", ondelete="SET NULL"), nullable=True),
    Column("name", String(80), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("words_hash", String(64), nullable=False),
    Column("person", String(32), nullable=False),
    Column("state", String(10), nullable=False),
    Column("team", String(40), nullable=True),
    Column("league", Integer, nullable=True),
    Column("extra", Integer, nullable=False, default=100),
    Column("walkthrough", Boolean, nullable=False, default=False),
    Column("show_name", Boolean, nullable=False, default=False),
    Column("joined", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=True),
    UniqueConstraint("contest", "name"),
    UniqueConstraint("contest", "words_hash"),
    UniqueConstraint("contest", "person"),
    Index(None, "contest"),
    Index(None, "run"),
)
"""A place in a contest. `name` is the pseudonym; `person` the same random key in every round of a series; `state` is
waiting (for the teacher's yes), seated or kicked; `extra` its time in per cent, 100 as usual, 0 without a limit."""

turns = Table(
    "turns",
    metadata,
    Column("run", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("chain", String(64), nullable=False),
    Column("seat", String(32), nullable=True),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("run", "client_id"),
)
"""The turns of a run: the line of its log, and the chain over run, number, client_id, seat, at,
line and the chain before it."""

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("contest", ForeignKey("contests.id", ondelete="CASCADE"), nullable=True),
    Column("teacher", String(32), nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("what", String(40), nullable=False),
    Column("subject", String(32), nullable=True),
    Column("reason", String(300), nullable=False, default=""),
    Column("details", Text, nullable=False, default="{}"),
    Index(None, "contest"),
)
"""The audit log: everything a teacher or the host did to a contest, in order."""

platforms = Table(
    "platforms",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("teacher", ForeignKey("teachers.id", ondelete="CASCADE"), nullable=False),
    Column("issuer", String(255), nullable=False),
    Column("client", String(255), nullable=False),
    Column("details", Text, nullable=False),
    UniqueConstraint("issuer", "client"),
)
"""Learning platforms that may launch contests (LTI 1.3); `details` is the JSON of their addresses and keys."""

links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("contest", ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("platform", ForeignKey("platforms.id", ondelete="CASCADE"), nullable=False),
    Column("resource", String(255), nullable=False),
    Column("details", Text, nullable=False),
    UniqueConstraint("platform", "resource"),
)
"""Which contest a course's link opens, and where grades go."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("contest", ForeignKey("contests.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", BigInteger, nullable=False),
    Column("sent", BigInteger, nullable=True),
    Column("says", String(300), nullable=False, default=""),
    Index(None, "contest"),
)
"""What is to be sent elsewhere after the reveal (grades, statements), each once: `id` says what it is."""
