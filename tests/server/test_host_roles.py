"""Every address there is, as everybody who may come by: a table that a new route does not get past unseen."""

from collections.abc import Iterator
from typing import Any

import pytest
from hosts import Served, served
from scenes import ROLES, Scene, body_of, routes, send
from shelved import SMALL

from game.server.app import create_app
from game.server.host import Host
from game.server.web.who import cookie_name

NOTE = {"kind": "write_note", "words": "She waits for the bus at six."}
BODIES: dict[str, dict[str, Any]] = {
    "/api/join": {"code": "{code}"},
    "/api/resume": {"code": "{code}", "words": "bodak lumit savor nepal"},
    "/api/seat/consent": {"walkthrough": True, "name": False},
    "/api/runs/{run}/actions": {"expect": 6, "action": NOTE},
    "/api/runs/{run}/preview": {"action": NOTE},
    "/api/runs/{run}/ways": {"intent": "ask_story"},
    "/api/runs/{run}/consult": {"on": False},
    "/enter": {"link": "nobody"},
    "/login": {"login": "nobody", "password": "nothing to be known"},
    "/desk/account/name": {"name": "Dr Okafor"},
    "/desk/account/password": {"login": "okafor", "password": "Eleven o'clock, platform six"},
    "/desk/new": {"title": "Friday", "case": "ines", "minutes": "45", "span": "first"},
    "/desk/c/{contest}/next": {"title": "Friday", "case": "ines", "minutes": "45"},
    "/desk/c/{contest}/move": {"trigger": "pause"},
    "/desk/c/{contest}/extend": {"minutes": "5"},
    "/desk/c/{contest}/lock": {"locked": "yes"},
    "/desk/c/{contest}/s/{seat}/name": {"name": "Cem"},
    "/desk/c/{contest}/s/{seat}/time": {"extra": "150"},
    "/desk/c/{contest}/s/{seat}/reopen": {"minutes": "5", "reason": "The fire alarm went."},
    "/desk/cases": {"case": SMALL.read_bytes()},
    "/desk/c/{contest}/keeping": {"days": "30"},
    "/desk/c/{contest}/delete": {"code": "{code}"},
    "/play/do": {"run": "{run}", "expect": "6", **NOTE},
    "/play/talk": {"run": "{run}", "on": "no"},
    "/join": {"code": "{code}"},
    "/resume": {"code": "{code}", "words": "bodak lumit savor nepal"},
    "/seat/consent": {"walkthrough": "yes"},
    "/seat/data/gone": {"sure": "yes"},
    "/desk/platforms/account": {"choice": "nothing"},
}
ASKED = {"/desk/key": "/desk/key?case=ines", "/play/say": "/play/say?intent=ask_story", "/static": "/static/nothing"}
# What is expected while a contest runs: nobody, the seat itself, another seat, a seat that was sent away, the teacher,
# another teacher. 401 is who are you, 303 go elsewhere, 404 there is nothing here for you.
TABLE = """
GET    /                                                  200 200 200 200 200 200
POST   /api/join                                          201 201 201 201 201 201
POST   /api/resume                                        404 404 404 404 404 404
POST   /api/runs/{run}/actions                            401 200 404 401 401 401
POST   /api/runs/{run}/consult                            401 200 404 401 401 401
POST   /api/runs/{run}/preview                            401 200 404 401 401 401
GET    /api/runs/{run}/receipt                            401 200 404 401 401 401
GET    /api/runs/{run}/report                             401 409 404 401 401 401
GET    /api/runs/{run}/turns/{number}                     401 200 404 401 401 401
GET    /api/runs/{run}/view                               401 200 404 401 401 401
POST   /api/runs/{run}/ways                               401 200 404 401 401 401
DELETE /api/seat                                          401 200 200 401 401 401
GET    /api/seat                                          401 200 200 401 401 401
POST   /api/seat/consent                                  401 200 200 401 401 401
GET    /api/seat/data                                     401 200 200 401 401 401
GET    /desk                                              303 303 303 303 200 303
GET    /desk/account                                      303 303 303 303 200 200
POST   /desk/account/elsewhere                            401 401 401 401 303 303
POST   /desk/account/invite                               401 401 401 401 200 200
POST   /desk/account/name                                 401 401 401 401 303 303
POST   /desk/account/password                             401 401 401 401 422 303
GET    /desk/c/{contest}                                  303 303 303 303 200 404
GET    /desk/c/{contest}/course                           303 303 303 303 200 404
POST   /desk/c/{contest}/course/again                     401 401 401 401 409 404
POST   /desk/c/{contest}/course/{link}/try                401 401 401 401 404 404
POST   /desk/c/{contest}/course/{link}/untie              401 401 401 401 404 404
POST   /desk/c/{contest}/delete                           401 401 401 401 303 404
GET    /desk/c/{contest}/exports                          303 303 303 303 200 404
GET    /desk/c/{contest}/exports/runs/{run}.html          303 303 303 303 409 404
GET    /desk/c/{contest}/exports/runs/{run}.jsonl         303 303 303 303 200 404
POST   /desk/c/{contest}/exports/send                     401 401 401 401 409 404
GET    /desk/c/{contest}/exports/statements.jsonl         303 303 303 303 409 404
GET    /desk/c/{contest}/exports/{kind}.csv               303 303 303 303 200 404
GET    /desk/c/{contest}/exports/{parcel}.zip             303 303 303 303 200 404
POST   /desk/c/{contest}/extend                           401 401 401 401 303 404
GET    /desk/c/{contest}/items                            303 303 303 303 409 404
GET    /desk/c/{contest}/keeping                          303 303 303 303 200 404
POST   /desk/c/{contest}/keeping                          401 401 401 401 303 404
POST   /desk/c/{contest}/let-in                           401 401 401 401 303 404
GET    /desk/c/{contest}/live                             303 303 303 303 200 404
POST   /desk/c/{contest}/lock                             401 401 401 401 303 404
POST   /desk/c/{contest}/move                             401 401 401 401 303 404
GET    /desk/c/{contest}/next                             303 303 303 303 200 404
POST   /desk/c/{contest}/next                             401 401 401 401 409 404
GET    /desk/c/{contest}/r/{run}                          303 303 303 303 200 404
GET    /desk/c/{contest}/s/{seat}                         303 303 303 303 200 404
POST   /desk/c/{contest}/s/{seat}/away                    401 401 401 401 422 404
POST   /desk/c/{contest}/s/{seat}/let-in                  401 401 401 401 303 404
POST   /desk/c/{contest}/s/{seat}/name                    401 401 401 401 303 404
POST   /desk/c/{contest}/s/{seat}/reopen                  401 401 401 401 303 404
POST   /desk/c/{contest}/s/{seat}/time                    401 401 401 401 303 404
GET    /desk/c/{contest}/standings                        303 303 303 303 200 404
GET    /desk/cases                                        303 303 303 303 200 200
POST   /desk/cases                                        401 401 401 401 303 303
POST   /desk/cases/{stored}/delete                        401 401 401 401 303 404
GET    /desk/key                                          303 303 303 303 200 200
GET    /desk/new                                          303 303 303 303 200 200
POST   /desk/new                                          401 401 401 401 303 303
GET    /desk/platforms                                    303 303 303 303 200 200
POST   /desk/platforms                                    401 401 401 401 422 422
POST   /desk/platforms/account                            401 401 401 401 403 403
POST   /desk/platforms/{platform}/remove                  401 401 401 401 404 404
GET    /enter                                             200 200 200 200 200 200
POST   /enter                                             401 401 401 401 401 401
GET    /j/{code}                                          200 303 303 200 200 200
POST   /join                                              303 303 303 303 303 303
GET    /login                                             200 200 200 200 303 303
POST   /login                                             401 401 401 401 401 401
POST   /logout                                            401 401 401 401 303 303
POST   /lti/account                                       422 422 422 422 422 422
POST   /lti/choose                                        422 422 422 422 422 422
GET    /lti/config.json                                   200 200 200 200 200 200
GET    /lti/keys                                          200 200 200 200 200 200
POST   /lti/launch                                        403 403 403 403 403 403
GET    /lti/login                                         403 403 403 403 403 403
POST   /lti/login                                         403 403 403 403 403 403
POST   /lti/seat                                          422 422 422 422 422 422
GET    /openapi.json                                      200 200 200 200 200 200
GET    /play                                              303 200 200 401 303 303
GET    /play/contract                                     303 303 303 401 303 303
GET    /play/do                                           303 303 303 303 303 303
POST   /play/do                                           401 303 404 401 401 401
GET    /play/end                                          303 200 200 401 303 303
GET    /play/formulate                                    303 200 200 401 303 303
GET    /play/letter                                       303 200 200 401 303 303
GET    /play/live                                         303 200 200 401 303 303
GET    /play/manual                                       303 200 200 401 303 303
GET    /play/say                                          303 200 200 401 303 303
GET    /play/talk                                         303 303 303 303 303 303
POST   /play/talk                                         401 303 404 401 401 401
GET    /play/transcript                                   303 200 200 401 303 303
GET    /play/work                                         303 200 200 401 303 303
GET    /play/workbook                                     303 200 200 401 303 303
GET    /projector/{board_key}                             200 200 200 200 200 200
GET    /projector/{board_key}/live                        200 200 200 200 200 200
GET    /report                                            303 409 409 401 303 303
GET    /resume                                            200 200 200 200 200 200
POST   /resume                                            404 404 404 404 404 404
GET    /seat                                              303 200 200 401 303 303
POST   /seat/consent                                      401 303 303 401 401 401
GET    /seat/data                                         303 200 200 401 303 303
POST   /seat/data/gone                                    401 200 200 401 401 401
GET    /seat/data/mine.zip                                303 200 200 401 303 303
GET    /seat/live                                         303 200 200 401 303 303
POST   /seat/stand-up                                     303 303 303 303 303 303
POST   /seat/words                                        303 303 303 303 303 303
MOUNT  /static                                            404 404 404 404 404 404
MOUNT  /static/fonts                                      404 404 404 404 404 404
GET    /static/theme.css                                  200 200 200 200 200 200
"""


def rows() -> list[tuple[str, str, tuple[int, ...]]]:
    found = []
    for line in TABLE.strip().splitlines():
        method, path, *statuses = line.split()
        found.append((method, path, tuple(map(int, statuses))))
    return found


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as answering:
        yield answering


def test_every_route_has_its_row() -> None:
    app = create_app(Host(None, None))  # type: ignore[arg-type]
    assert sorted(routes(app)) == sorted((method, path) for method, path, _statuses in rows())


def asked(scene: Scene, method: str, path: str) -> tuple[int, ...]:
    """Ask as everybody, those first who should change nothing."""
    found = {}
    for role in ("nobody", "away", "foreign", "other", "seat", "teacher"):
        with scene.client(role) as client:
            address = scene.at(ASKED.get(path, path))
            scene.contest.host.clock.wait(ms=10_000)  # type: ignore[attr-defined]
            found[role] = send(client, method.replace("MOUNT", "GET"), address, body_of(BODIES.get(path, {}), scene))
    return tuple(found[role] for role in ROLES)


def compared(server: Served, table: list[tuple[str, str, tuple[int, ...]]]) -> str:
    """Ask for every row of a table, and return those that are answered otherwise."""
    shared, otherwise = Scene.new(server, "start"), []
    for method, path, expected in table:
        scene = shared if method in ("GET", "MOUNT") else Scene.new(server, "start")
        found = asked(scene, method, path)
        if found != expected:
            otherwise.append(f"{method} {path} " + " ".join(map(str, found)))
    return "\n".join(otherwise)


def test_whoever_looks_is_shown_what_is_theirs_and_nothing_else(server: Served) -> None:
    assert compared(server, [row for row in rows() if row[0] in ("GET", "MOUNT")]) == ""


def test_whoever_does_something_does_it_with_what_is_theirs_and_nothing_else(server: Served) -> None:
    assert compared(server, [row for row in rows() if row[0] not in ("GET", "MOUNT")]) == ""


# Addresses where learning platforms send people, vouched for by signatures (tests of LTI), and the API, which takes no
# cookies: everything else that is sent must come from a form of ours.
def _is_form(method: str, path: str) -> bool:
    return method == "POST" and not path.startswith(("/api/", "/lti/"))


@pytest.mark.parametrize("role", ["seat", "teacher"])
@pytest.mark.parametrize("forged", ["", "nothing", "without its cookie", "of somebody else", "another site"])
def test_no_form_is_taken_that_is_not_of_our_own_pages(server: Served, role: str, forged: str) -> None:
    scene, taken = Scene.new(server, "start"), []
    with scene.client(role) as client, scene.client("foreign") as foreign:
        before = scene.everything()
        if forged == "another site":
            client.headers["Sec-Fetch-Site"] = "cross-site"
        elif forged == "of somebody else":
            client.headers["X-Form"] = foreign.headers["X-Form"]
        elif forged == "without its cookie":
            client.cookies.delete(cookie_name(server.host, "form"))
            client.headers["X-Form"] = "f" * 43
        else:
            client.headers["X-Form"] = forged
        for method, path in [row[:2] for row in rows() if _is_form(*row[:2])]:
            if send(client, method, scene.at(path), body_of(BODIES.get(path, {}), scene)) != 403:
                taken.append(path)
        assert taken == []
        assert scene.everything() == before
