"""Seeds and variants: drawn from a secret that is committed to first."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from game.server.seeds import commitment, new_secret, seed_of, variant_of

SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS, st.text(), st.text())
def test_whoever_has_the_secret_works_out_the_same_seed(secret: bytes, contest: str, run: str) -> None:
    seed = seed_of(secret, contest, "mehdi", run)
    assert seed == seed_of(secret, contest, "mehdi", run)
    assert 0 <= seed < 10**9


@given(SECRETS)
def test_the_commitment_binds_and_words_do_not_run_together(secret: bytes) -> None:
    assert commitment(secret) == commitment(secret)
    assert len(commitment(secret)) == 64
    assert seed_of(secret, "ab", "c", "d") != seed_of(secret, "a", "bc", "d")


def test_secrets_are_not_drawn_twice() -> None:
    assert len({new_secret() for _ in range(100)}) == 100


@given(SECRETS, st.integers(1, 60))
def test_variants_are_given_equally_often(secret: bytes, seats: int) -> None:
    given_so_far: Counter[str] = Counter()
    for number in range(seats):
        given_so_far[variant_of(secret, "contest", f"run {number}", ("a", "b", "c"), given_so_far)] += 1
    shares = [given_so_far[name] for name in ("a", "b", "c")]
    assert max(shares) - min(shares) <= 1
