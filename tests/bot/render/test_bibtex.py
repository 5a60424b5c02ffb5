"""Papers as BibTeX: the date as far as a source gives it, and keys that can be typed."""

import datetime as dt

import pytest

from bot.render.bibtex import entry, key
from knowledge.model import Abstract, Published
from tests.knowledge.shelf import abstract


def _paper(when: Published, *authors: str) -> Abstract:
    return abstract("Ships roll.", title="The rolling of ships", authors=authors, published=when)


@pytest.mark.parametrize(
    ("when", "fields"),
    [
        (Published("2010 Sep 22", dt.date(2010, 9, 22)), ["year = {2010}", "month = sep"]),
        (Published("2019"), ["year = {2019}"]),
        (Published("2010 Jul 15–20"), ["year = {2010}", "month = jul"]),
        (Published("2020-05"), ["year = {2020}", "month = may"]),
        (Published("September 2010"), ["year = {2010}", "month = sep"]),
        (Published("2010 Sep-Oct"), ["year = {2010}"]),
        (Published("4/3/2024"), ["year = {2024}"]),
        (Published("Nov 9"), []),
        (Published(), []),
    ],
)
def test_a_date_is_given_as_far_as_it_is_known(when: Published, fields: list[str]) -> None:
    """A year alone is a year; a month that may be another is none."""
    lines = [line.strip(" ,") for line in entry(_paper(when)).splitlines()]
    assert [line for line in lines if line.startswith(("year", "month"))] == fields


@pytest.mark.parametrize(
    ("author", "called"),
    [
        ("Anna van den Berg", "berg2019rolling"),
        ("Ada Ek Jr.", "ek2019rolling"),
        ("Hans Ørsted", "orsted2019rolling"),
        ("Jan Łukasz", "lukasz2019rolling"),
        ("María Núñez", "nunez2019rolling"),
    ],
)
def test_a_key_is_the_family_name(author: str, called: str) -> None:
    """In plain letters, without what stands behind the name."""
    assert key(_paper(Published("2019"), author)) == called
