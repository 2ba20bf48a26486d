"""A form's digest stands for all that it says, and for nothing else."""

import pytest

from journal.web.form_digest import digest

SAID = [("body", "Gr\u00fcn\nist"), ("feelings", "calm"), ("feelings", "open"), ("mood", "6")]
SAME = [
    [*SAID, ("time_point", ""), ("about_id", " \n\u3000")],
    [SAID[2], SAID[3], SAID[1], SAID[0]],
    [("body", "Gru\u0308n\r\nist"), *SAID[1:]],
]
OTHER = [
    SAID[:-1],
    [*SAID, ("treatment_id", "x")],
    [("body", "Gr\u00fcn\nist "), *SAID[1:]],
    [*SAID[:-1], ("mood", "7")],
    [*SAID[:-1], ("prompts.mood", "6")],
    [*SAID, SAID[1]],
]


def test_it_is_the_sha256_of_names_and_values() -> None:
    # printf 'body\0Rain.\0mood\0006\0' | sha256sum
    assert digest([("mood", "6"), ("body", "Rain.")]) == (
        "d98e65fd79c884a7be12caee60d4643e5618e093c68fcdc2cad730867ea6cdc0"
    )


@pytest.mark.parametrize("pairs", SAME)
def test_what_says_the_same_has_the_same_digest(pairs: list[tuple[str, str]]) -> None:
    assert digest(pairs) == digest(SAID)


@pytest.mark.parametrize("pairs", OTHER)
def test_what_says_anything_else_has_another_digest(pairs: list[tuple[str, str]]) -> None:
    assert digest(pairs) != digest(SAID)
