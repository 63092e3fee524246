"""A glossary as a file: what spreadsheet programs make of it, and what is refused."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from core.errors import InvalidInput
from tests.translation.terms import a_term
from translation.errors import FileRefused
from translation.glossary_csv import (
    COLUMNS,
    ERRORS_TOLD,
    FILE_MAX_BYTES,
    LINES_MAX,
    read,
    write,
)
from translation.terms import checked

HEADER = ",".join(COLUMNS) + "\r\n"
SHORT = "source_language,target_language,source,target\n"


def a_file(*lines, header=SHORT):
    return (header + "\n".join(lines)).encode()


def refused(raw):
    with pytest.raises(FileRefused) as caught:
        read(raw)
    return caught.value


def cells_of(raw):
    """The second line of a file as a spreadsheet program sees it."""
    return list(csv.reader(io.StringIO(raw.decode())))[1]


@given(
    source=st.text(max_size=130),
    target=st.text(max_size=130),
    note=st.text(max_size=310),
    case_sensitive=st.booleans(),
)
def test_every_term_is_read_back_exactly(source, target, note, case_sensitive):
    try:
        term = checked(a_term(source, target, note=note, case_sensitive=case_sensitive))
    except InvalidInput:
        return
    assert read(write([term])) == [term]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    term = checked(a_term(f"{start}SUM(A1)", note=f"{start}cmd"))
    assert cells_of(write([term]))[2::3] == [f"'{start}SUM(A1)", f"'{start}cmd"]


@pytest.mark.parametrize("source", ["=SUM(A1)", "'=SUM(A1)", "''=x", "'quoted'", "-v", "a=b"])
def test_what_looks_like_a_formula_is_read_back_exactly(source):
    assert read(write([a_term(source)]))[0].source == source


def test_a_formula_that_somebody_typed_is_a_term():
    assert read(a_file("en,de,=SUM(A1),Summe"))[0].source == "=SUM(A1)"


@pytest.mark.parametrize("source", ['say "hello"', "one, two", "one; two", '"', "a\tb"])
def test_quotes_and_delimiters_survive(source):
    term = checked(a_term(f"{source} x"))
    assert read(write([term])) == [term]


def test_a_file_begins_with_the_names_of_the_columns():
    assert write([]).decode() == HEADER


def test_the_byte_order_mark_is_written_where_it_is_wanted_and_read_always():
    raw = write([a_term()], byte_order_mark=True)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert read(raw) == [a_term()]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(delimiter):
    raw = a_file("en,de,router,Router").replace(b",", delimiter.encode())
    assert read(raw) == [a_term()]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_other_line_ends_are_read(ends):
    raw = a_file("en,de,router,Router", "en,de,lamp,Lampe").replace(b"\n", ends)
    assert len(read(raw)) == 2


def test_columns_may_stand_in_any_order_and_be_left_out():
    raw = a_file("router,en", header="Source,source_language\n")
    assert read(raw) == [a_term("router", "")]


def test_empty_lines_do_not_count():
    assert read(a_file("", "en,de,router,Router", ",,,", "")) == [a_term()]


def test_short_lines_end_in_empty_cells():
    assert read(a_file("en,,router")) == [a_term("router", "")]


@pytest.mark.parametrize(
    ("cell", "truth"), [("yes", True), ("TRUE", True), ("1", True), ("", False)]
)
def test_truth_is_read_as_people_write_it(cell, truth):
    raw = a_file(f"en,router,{cell}", header="source_language,source,case_sensitive\n")
    assert read(raw)[0].case_sensitive is truth


def test_of_the_same_term_the_last_line_counts():
    terms = read(a_file("en,de,router,Router", "en,de,router,Verteiler"))
    assert [term.target for term in terms] == ["Verteiler"]


def test_every_wrong_line_is_named_with_its_reason():
    error = refused(a_file("en,de,router,Router", "xx-nonsense,de,lamp,Lampe", "en,de,,Lampe"))
    assert [line.line for line in error.lines] == [3, 4]
    assert "xx-nonsense" in str(error.lines[0].reason)


def test_lines_are_counted_as_an_editor_counts_them():
    raw = a_file('"en","de","two\nlines","zwei"', "en,de,123,456")
    assert [line.line for line in refused(raw).lines] == [4]


def test_not_more_lines_are_named_than_anybody_reads():
    assert len(refused(a_file(*["en,de,123,456"] * 1000)).lines) == ERRORS_TOLD


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"source\nrouter\n",
        b"source_language,source,colour\nen,router,red\n",
        b"source_language,source,source\nen,a,b\n",
        b"\x00\x01\x02",
        "source_language,source\nen,Gerät\n".encode("latin-1"),
        "source_language,source\nen,router\n".encode("utf-16"),
    ],
)
def test_what_is_no_such_file_is_refused_as_a_whole(raw):
    assert refused(raw).lines == ()


@pytest.mark.parametrize("line", ['en,de,"router,Router', 'en,de,"a"b,Router', "en,de,a,b,c,d,e"])
def test_a_line_that_cannot_be_read_is_named(line):
    assert [error.line for error in refused(a_file(line)).lines] == [2]


def test_a_cell_of_a_megabyte_is_refused():
    assert refused(a_file(f"en,de,{'x' * 1_000_000},y")).lines


def test_a_file_of_ten_megabytes_is_refused():
    assert "MB" in str(refused(b"x" * 10_000_000))
    assert FILE_MAX_BYTES < 10_000_000


def test_a_hundred_thousand_lines_are_refused():
    raw = a_file(*(f"en,de,t{number}," for number in range(100_000)))
    assert str(LINES_MAX) in str(refused(raw))
