"""Crisis lines: where each number was read and when, and nobody's number for an unknown country."""

import re
from datetime import date

import pytest

from journal.clinical.crisis_lines import DIRECTORY, LINES, dialable, lines_for

NUMBER = re.compile(r"[0-9]+( [0-9]+)*")
HOUR = re.compile(r"([01][0-9]|2[0-4]):[0-5][0-9]")
countries = pytest.mark.parametrize("lines", LINES.values(), ids=LINES.keys())


@countries
def test_every_line_has_a_number_a_source_and_a_date(lines):
    assert lines.lines
    for line in lines.lines:
        numbers = [number for number in (line.call, line.text) if number]
        assert line.name
        assert numbers
        assert all(NUMBER.fullmatch(number) for number in numbers)
        assert all(HOUR.fullmatch(hour) for hour in line.hours)
        assert line.text or not line.keyword
        assert well_sourced(line)


@countries
def test_every_country_has_an_emergency_number_with_source_and_date(lines):
    assert NUMBER.fullmatch(lines.emergency.number)
    assert well_sourced(lines.emergency)


@countries
def test_every_country_can_be_called_and_not_only_texted(lines):
    assert any(line.call for line in lines.lines)


def test_countries_are_two_letters():
    assert all(re.fullmatch("[A-Z]{2}", country) for country in LINES)
    assert all(lines.country == country for country, lines in LINES.items())


@pytest.mark.parametrize(
    ("country", "emergency", "first"),
    [
        ("US", "911", "988"),
        ("CA", "911", "988"),
        ("GB", "999", "116 123"),
        ("IE", "112", "116 123"),
        ("AU", "000", "13 11 14"),
        ("NZ", "111", "1737"),
        ("DE", "112", "0800 1110111"),
        ("AT", "112", "142"),
        ("CH", "144", "143"),
        ("FR", "112", "3114"),
        ("NL", "112", "113"),
        ("BE", "112", "0800 32 123"),
        ("ES", "112", "024"),
        ("IT", "112", "02 2327 2327"),
    ],
)
def test_the_numbers_are_the_ones_that_were_read(country, emergency, first):
    lines = lines_for(country)
    assert (lines.emergency.number, lines.lines[0].call) == (emergency, first)


@pytest.mark.parametrize("country", [None, "", "  ", "XX", "UK", "USA", "United States", "\x00", "😀"])
def test_an_unknown_country_has_no_lines_at_all(country):
    assert lines_for(country) is None


@pytest.mark.parametrize("country", ["nz", " NZ ", "Nz"])
def test_a_country_is_found_however_it_was_typed(country):
    assert lines_for(country).country == "NZ"


def test_the_directory_stands_in_for_a_country_that_is_not_known():
    assert (DIRECTORY.name, DIRECTORY.address) == ("Find A Helpline", "https://findahelpline.com")
    assert well_sourced(DIRECTORY)


def test_a_line_with_hours_does_not_claim_day_and_night():
    assert lines_for("US").lines[0].always_open
    assert lines_for("IT").lines[0].hours == ("09:00", "24:00")
    assert not lines_for("IT").lines[0].always_open


@countries
def test_the_name_of_a_line_says_more_than_its_number(lines):
    for line in lines.lines:
        assert re.search(r"[^\W\d_]{4}", line.name)


@countries
def test_a_line_is_as_old_as_the_newest_page_that_gives_it(lines):
    for line in lines.lines:
        published = [source.published for source in line.sources if source.published]
        assert line.published == max(published)
        assert line.published <= max(source.read for source in line.sources)


def test_a_number_of_ireland_that_only_old_news_gives_is_left_out():
    assert [(line.name, line.call, line.text) for line in lines_for("IE").lines] == [
        ("Samaritans", "116 123", None),
        ("Pieta", "1800 247 247", "51444"),
    ]


def test_a_number_is_dialed_without_its_spaces():
    assert dialable("0477 13 11 14") == "0477131114"


def well_sourced(entry):
    """Whether somebody can look the entry up again, and see when that was last done."""
    return entry.sources and all(
        source.address.startswith(("https://", "http://")) and isinstance(source.read, date) for source in entry.sources
    )
