"""What is no launch: each of these is refused, and leaves nothing behind."""

import base64
import json
import threading
from collections.abc import Callable, Iterator

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hosts import Clock, Contest, Served, new_contest, new_teacher, served
from lms import CLAIM, CLIENT, KEY, LEARNER, OTHER_KEY, Browser, Claims, Lms, platform, registered
from sqlalchemy import insert, select

from game.server import tables as t
from game.server.host import Host
from game.server.lti.launching import LAUNCH

MINUTE = 60
TARGET = f"{CLAIM}target_link_uri"
PUBLIC = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def lms(clock: Clock) -> Iterator[Lms]:
    """A learning platform."""
    with platform(clock) as running:
        yield running


@pytest.fixture
def server(host: Host, lms: Lms) -> Iterator[Served]:
    """A host that may call the platform, once on each database."""
    host.reach = ("127.0.0.0/8",)
    with served(host, ticking=False) as running:
        lms.tool = host.public_url = running.url
        yield running


@pytest.fixture
def contest(server: Served, lms: Lms, host: Host) -> Contest:
    """A contest that a link of the platform's course opens."""
    made = new_contest(host, new_teacher(host), "open_lobby")
    known = registered(host, lms, made.teacher)
    values = {"id": "0" * 32, "contest": made.id, "platform": known.id, "resource": "link-1"}
    details = json.dumps({"course": "", "grades": None, "column": None})
    made.write(lambda c: c.execute(insert(t.links).values(**values, details=details)).rowcount)
    return made


def nothing_came_of_it(contest: Contest) -> bool:
    """Tell whether nobody has a seat, and nobody is known."""
    return not any(
        contest.read(lambda c, table=table: c.execute(select(table)).all()) for table in (t.seats, t.identities)
    )


def unsigned(claims: Claims, head: dict[str, str], mark: str = "") -> str:
    """Return a token that is put together by hand."""
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, claims))
    return ".".join((*parts, mark))


def tampered(lms: Lms, claims: Claims) -> str:
    """Return a token that was signed for one account, and names another."""
    head, _body, mark = lms.signed(claims).split(".")
    return unsigned(claims | {"sub": "somebody-else"}, jwt.get_unverified_header(f"{head}.e30.{mark}"), mark)


def confused(_lms: Lms, claims: Claims) -> str:
    """Return a token signed with the platform's public key, as if that were a shared secret."""
    import hashlib
    import hmac

    head = unsigned(claims, {"alg": "HS256", "typ": "JWT", "kid": "k1"}).rpartition(".")[0]
    mark = base64.urlsafe_b64encode(hmac.new(PUBLIC, head.encode(), hashlib.sha256).digest()).decode().rstrip("=")
    return f"{head}.{mark}"


FORGERIES: dict[str, Callable[[Lms, Claims], str]] = {
    "an account that was changed after signing": tampered,
    "no signature at all": lambda _lms, claims: unsigned(claims, {"alg": "none", "kid": "k1"}),
    "the public key as a secret": confused,
    "another's key under the platform's name": lambda lms, claims: lms.signed(claims, key=OTHER_KEY),
    "a key the platform does not publish": lambda lms, claims: lms.signed(claims, key=OTHER_KEY, kid="k2"),
    "no token": lambda _lms, _claims: "not a token",
    "a token of nothing": lambda _lms, _claims: "..",
    "a body that is no object": lambda _lms, _claims: "e30.W10.e30",
}


def test_what_the_platform_has_not_signed_is_no_launch(contest: Contest, server: Served, lms: Lms) -> None:
    answers = {}
    with Browser(server, lms) as browser:
        for what, forged in FORGERIES.items():
            asked = browser.begin()
            token = forged(lms, lms.claims("anna", LEARNER, asked["nonce"]))
            answers[what] = browser.finish(asked["state"], token).status_code
    assert answers == dict.fromkeys(FORGERIES, 403)
    assert nothing_came_of_it(contest)


def later(field: str, seconds: int) -> Callable[[Claims], None]:
    """Return what moves a time of a token."""

    def change(claims: Claims) -> None:
        claims[field] += seconds

    return change


SAID: dict[str, Callable[[Claims], object]] = {
    "a foreign deployment": lambda claims: claims.update({f"{CLAIM}deployment_id": "deployment-2"}),
    "no deployment": lambda claims: claims.pop(f"{CLAIM}deployment_id"),
    "another audience": lambda claims: claims.update(aud="client-8"),
    "an audience of several": lambda claims: claims.update(aud=[CLIENT, "client-8"]),
    "a token for another party": lambda claims: claims.update(azp="client-8"),
    "another issuer": lambda claims: claims.update(iss="https://elsewhere.example.org"),
    "over for more than a minute": later("exp", -300 - MINUTE),
    "made more than a minute from now": later("iat", MINUTE + 1),
    "made long ago": later("iat", -12 * MINUTE),
    "not to be used yet": lambda claims: claims.update(nbf=claims["iat"] + MINUTE + 1),
    "without an end": lambda claims: claims.pop("exp"),
    "without a beginning": lambda claims: claims.pop("iat"),
    "an end that is no number": lambda claims: claims.update(exp="tomorrow"),
    "a nonce of nobody's": lambda claims: claims.update(nonce="f" * 43),
    "no nonce": lambda claims: claims.pop("nonce"),
    "nobody": lambda claims: claims.pop("sub"),
    "somebody with control characters": lambda claims: claims.update(sub="anna\x00"),
    "somebody of any length": lambda claims: claims.update(sub="a" * 256),
    "another address": lambda claims: claims.update({TARGET: "https://elsewhere.example.org/"}),
    "another path of ours": lambda claims: claims.update({TARGET: f"{claims[TARGET]}/../../desk"}),
    "no address": lambda claims: claims.pop(TARGET),
    "another version": lambda claims: claims.update({f"{CLAIM}version": "1.1"}),
    "another message": lambda claims: claims.update({f"{CLAIM}message_type": "LtiSubmissionReviewRequest"}),
    "no link": lambda claims: claims.pop(f"{CLAIM}resource_link"),
    "a link that is a word": lambda claims: claims.update({f"{CLAIM}resource_link": "link-1"}),
    "no roles": lambda claims: claims.pop(f"{CLAIM}roles"),
    "roles that are numbers": lambda claims: claims.update({f"{CLAIM}roles": [1]}),
}  # fmt: skip


FINE: dict[str, Callable[[Claims], object]] = {
    "nothing changed": lambda _claims: None,
    "over for less than a minute": later("exp", -300 - MINUTE + 1),
    "made within a minute from now": later("iat", MINUTE),
    "a list of one audience": lambda claims: claims.update(aud=[CLIENT]),
    "for us as a party": lambda claims: claims.update(azp=CLIENT),
}


def test_what_was_not_said_to_us_for_now_and_here_is_no_launch(contest: Contest, server: Served, lms: Lms) -> None:
    with Browser(server, lms) as browser:
        answers = {what: browser.launch("anna", change=change).status_code for what, change in SAID.items()}
    assert answers == dict.fromkeys(SAID, 403)
    assert nothing_came_of_it(contest)


def test_clocks_may_differ_by_a_minute(contest: Contest, server: Served, lms: Lms) -> None:
    with Browser(server, lms) as browser:
        answers = {what: browser.launch("anna", change=change).status_code for what, change in FINE.items()}
    assert answers == dict.fromkeys(FINE, 200)
    assert not nothing_came_of_it(contest)


def test_the_same_launch_counts_once_in_the_same_browser(contest: Contest, server: Served, lms: Lms) -> None:
    with Browser(server, lms) as browser:
        asked = browser.begin()
        token = lms.signed(lms.claims("anna", LEARNER, asked["nonce"]))
        kept = dict(browser.client.cookies)
        first = browser.finish(asked["state"], token)
        browser.client.cookies.update(kept)
        second = browser.finish(asked["state"], token)
        browser.client.cookies.update(kept)
        other = browser.finish(asked["state"], lms.signed(lms.claims("ben", LEARNER, asked["nonce"])))
    assert [first.status_code, second.status_code, other.status_code] == [200, 403, 403]
    assert len(contest.read(lambda c: c.execute(select(t.seats)).all())) == 1


def test_of_fifty_equal_launches_at_once_one_counts(contest: Contest, server: Served, lms: Lms) -> None:
    answers: list[int] = []
    with Browser(server, lms) as browser:
        asked = browser.begin()
        body = {"state": asked["state"], "id_token": lms.signed(lms.claims("anna", LEARNER, asked["nonce"]))}
        cookies = dict(browser.client.cookies)

    def send() -> None:
        with server.client(cookies=cookies) as client:
            begin.wait()
            answers.append(client.post(LAUNCH, data=body).status_code)

    begin = threading.Barrier(50)
    threads = [threading.Thread(target=send) for _number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [403] * 49
    assert len(contest.read(lambda c: c.execute(select(t.seats)).all())) == 1


def test_of_many_launches_by_one_person_at_once_all_lead_to_one_seat(
    contest: Contest, server: Served, lms: Lms
) -> None:
    answers: list[int] = []

    def launch() -> None:
        with Browser(server, lms) as browser:
            begin.wait()
            answers.append(browser.launch("anna").status_code)

    begin = threading.Barrier(20)
    threads = [threading.Thread(target=launch) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 20
    assert len(contest.read(lambda c: c.execute(select(t.seats)).all())) == 1
    assert len(contest.read(lambda c: c.execute(select(t.identities)).all())) == 1


def test_a_launch_that_another_browser_has_begun_does_not_count(contest: Contest, server: Served, lms: Lms) -> None:
    with Browser(server, lms) as enemy, Browser(server, lms) as victim:
        asked = enemy.begin()
        token = lms.signed(lms.claims("enemy", LEARNER, asked["nonce"]))
        assert victim.finish(asked["state"], token).status_code == 403
        own = victim.begin()
        assert victim.finish(own["state"], token).status_code == 403, "nor with a state of one's own"
        assert victim.finish("", token).status_code == 403
    assert nothing_came_of_it(contest)


def test_a_nonce_is_worth_nothing_after_five_minutes(contest: Contest, server: Served, lms: Lms, clock: Clock) -> None:
    with Browser(server, lms) as browser:
        asked = browser.begin()
        clock.wait(minutes=5)
        answer = browser.finish(asked["state"], lms.signed(lms.claims("anna", LEARNER, asked["nonce"])))
    assert answer.status_code == 403
    assert nothing_came_of_it(contest)


def test_a_platform_speaks_for_no_account_of_another(contest: Contest, server: Served, lms: Lms, host: Host) -> None:
    with platform(lms.clock) as rival:
        rival.tool = server.url
        registered(host, rival, new_teacher(host, "Rival"))
        with Browser(server, lms) as browser, Browser(server, rival) as other:
            assert browser.launch("anna").status_code == 200
            assert other.launch("anna").status_code == 409, "its own links open nothing"
            asked = other.begin()
            claims = lms.claims("anna", LEARNER, asked["nonce"])
            assert other.finish(asked["state"], rival.signed(claims)).status_code == 403
    assert len(contest.read(lambda c: c.execute(select(t.seats)).all())) == 1


def test_a_login_that_is_not_for_us_leads_nowhere(contest: Contest, server: Served, lms: Lms) -> None:
    asked = {"iss": lms.url, "client_id": CLIENT, "login_hint": "7", "target_link_uri": f"{server.url}{LAUNCH}"}
    elsewhere = "https://elsewhere.example.org/lti/launch"
    wrong = [{"iss": "https://elsewhere.example.org"}, {"client_id": "client-8"}, {"target_link_uri": elsewhere}]
    wrong += [{name: ""} for name in ("iss", "login_hint", "target_link_uri")]
    with server.client() as client:
        for change in wrong:
            sent = asked | change
            for answer in (client.get("/lti/login", params=sent), client.post("/lti/login", data=sent)):
                assert answer.status_code == 403, change
                assert "location" not in answer.headers
    assert contest.read(lambda c: c.execute(select(t.tickets)).all()) == []


def test_keys_are_asked_for_again_when_the_platform_has_changed_them(
    contest: Contest, server: Served, lms: Lms, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Browser(server, lms) as browser:
        assert browser.launch("anna").status_code == 200
        monkeypatch.setattr("lms.KEY", OTHER_KEY)
        monkeypatch.setattr("lms.KEY_ID", "k2")
        asked = browser.begin()
        token = lms.signed(lms.claims("ben", LEARNER, asked["nonce"]), key=OTHER_KEY, kid="k2")
        assert browser.finish(asked["state"], token).status_code == 403, "not asked for at every try"
        clock.wait(minutes=1)
        assert browser.finish(asked["state"], token).status_code == 200


def test_a_choice_that_was_not_written_here_is_none(contest: Contest, server: Served) -> None:
    with server.client() as client:
        for choice in ("", "x", "e30.", "e30." + "0" * 64):
            fields = {"choice": choice, "contest": contest.id}
            answers: list[httpx.Response] = [client.post("/lti/choose", data=fields)]
            answers.append(client.post("/lti/account", data={"choice": choice}))
            assert {answer.status_code for answer in answers} <= {403, 422}
