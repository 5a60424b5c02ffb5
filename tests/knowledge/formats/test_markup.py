"""Markup in texts, made plain."""

import pytest

from knowledge.formats.fields.facts import plain


@pytest.mark.parametrize(
    ("exported", "read"),
    [
        (
            "every ##IMG## [http://ej.iop.org/images/aj1ieqn5.gif] {${384.8}_{-0.1}^{+0.2}$} days",
            "every ${384.8}_{-0.1}^{+0.2}$ days",
        ),
        ("of ##IMG## [http://ej.iop.org/images/aj1ieqn5.gif] width", "of width"),
        ("the marks ##IMG## and [1] {$x$} stay", "the marks ##IMG## and [1] {$x$} stay"),
    ],
)
def test_a_formula_given_as_a_picture_is_given_as_what_it_is(exported: str, read: str) -> None:
    """The address of the picture goes; its TeX stays."""
    assert plain(exported) == read
