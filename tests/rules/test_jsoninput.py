import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules.jsoninput import Fields, read_object

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"tekst"',
        "1",
        "{} {}",
        "\ufeff{}",
        '{"a": 1, "a": 2}',
        '{"a": [{"b": {"c": 1, "c": 1}}]}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": "\\ud800"}',
        '{"\\udfff": 1}',
        '{"a": ["\\ud800"]}',
        '{"a": "\n"}',
        "{'a': 1}",
        '{"a": 1,}',
        "[" * 200_000,
        '{"a":' * 200_000,
    ],
)
def test_what_is_not_one_plain_json_object_is_refused_as_a_whole(text):
    with pytest.raises(InputError) as refused:
        read_object(text)

    assert [path for path, _ in refused.value.errors] == [""]


def test_a_number_of_any_length_is_left_for_its_field_to_refuse():
    assert set(read_object('{"a": ' + "9" * 5000 + ', "b": 1e99999}')) == {"a", "b"}


def test_a_character_outside_the_basic_plane_is_text():
    assert read_object('{"a": "\\ud83c\\udfe0"}') == {"a": "🏠"}


@settings(deadline=None)
@given(st.text().filter(lambda text: not text.strip().startswith("{")))
def test_no_text_but_an_object_is_read(text):
    with pytest.raises(InputError) as refused:
        read_object(text)

    assert [path for path, _ in refused.value.errors] == [""]


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5))
def test_an_object_is_read_as_it_was_written(value):
    assert read_object(json.dumps(value)) == value


def test_each_field_tells_its_own_fault_with_its_path():
    faults = []
    fields = Fields({"name": " ", "flag": "ja", "amount": 12, "list": {}, "inner": [], "extra": 1}, faults)

    fields.text("name")
    fields.flag("flag")
    fields.amount("amount")
    fields.items("list")
    fields.child("inner")
    fields.choice("kind", ["a", "b"])
    fields.refuse_unknown()

    assert [path for path, _ in faults] == ["name", "flag", "amount", "list", "inner", "kind", "extra"]
    assert all(message.endswith(".") for _, message in faults)
