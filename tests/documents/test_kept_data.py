"""What is kept of a document: plain data with one way of being written, shaped as the dataclass of its kind."""

import dataclasses
from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest
from pydantic import TypeAdapter

from tests.documents.conftest import KINDS_WITH_SAMPLE, sample
from workflows import documents
from workflows.documents import closing
from workflows.documents.canonical import canonical_json, data_hash
from workflows.documents.envelope import RuleCited, to_data
from workflows.documents.kinds import KINDS
from workflows.documents.places import TEMPLATES

MODULES = [import_module(f"{documents.__name__}.{each.name}") for each in iter_modules(documents.__path__)]
DOCUMENTS = {
    each.kind: each
    for module in MODULES
    for each in vars(module).values()
    if dataclasses.is_dataclass(each)
    and isinstance(getattr(each, "kind", None), str)
    and each.__module__ == module.__name__
}


def test_every_kind_has_its_dataclass_its_template_and_its_sample():
    assert set(KINDS) == set(DOCUMENTS) == set(KINDS_WITH_SAMPLE)
    assert all((TEMPLATES / kind.template).is_file() for kind in KINDS.values())


def test_a_sample_holds_what_its_dataclass_holds(kind):
    kept = sample(kind)
    fields = {name: value for name, value in kept.items() if name not in {"kind", "title"}}

    document = TypeAdapter(DOCUMENTS[kind]).validate_python(fields)

    assert to_data(document) == kept


def test_dates_and_amounts_are_kept_as_text():
    change = closing.AmountChange("Årets resultat", Decimal("-10.50"), Decimal("-0"), Decimal("10.50"))
    document = dataclasses.replace(
        TypeAdapter(closing.SignificantChange).validate_python(
            {key: value for key, value in sample("significant_change").items() if key not in {"kind", "title"}}
        ),
        changes=(change,),
    )

    kept = to_data(document)

    assert kept["changes"][0]["before"] == "-10.50"
    assert kept["changes"][0]["after"] == "0"
    assert kept["envelope"]["issued"] == "2026-09-03"


def test_a_float_cannot_be_kept():
    document = TypeAdapter(closing.CalledOff).validate_python(
        {key: value for key, value in sample("called_off").items() if key not in {"kind", "title"}}
    )

    with pytest.raises(TypeError, match="float"):
        to_data(dataclasses.replace(document, rules=(RuleCited(0.1, "x"),)))
    with pytest.raises(TypeError, match=r"data\.account\[0\]"):
        canonical_json({"account": [1.5]})


def test_the_hash_does_not_depend_on_the_order_of_the_fields():
    assert data_hash({"a": 1, "b": ["x", None]}) == data_hash({"b": ["x", None], "a": 1})
    assert data_hash({"a": 1}) != data_hash({"a": "1"})


def test_the_canonical_text_is_utf_8_without_spaces():
    assert canonical_json({"å": [True, None, 2], "a": {"x": "§"}}) == '{"a":{"x":"§"},"å":[true,null,2]}'.encode()


def test_a_key_that_is_no_text_cannot_be_kept():
    with pytest.raises(TypeError, match="not text"):
        canonical_json({"shares": {1: "x"}})


def test_a_date_object_is_no_kept_data():
    with pytest.raises(TypeError, match="date"):
        canonical_json({"issued": date(2026, 3, 14)})
