"""Whatever stands in the files, reading a plan ends in a plan or in `PlanErrors`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.plan import Plan, PlanErrors, check, load
from nscl.plan.draft import FILES
from tests.plan.conftest import SMALLEST

NAMES = st.sampled_from([*FILES, "amendments/a.yaml"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=12)
    | st.sampled_from(
        ["MT1.1", "NV1.1", "KP.I.1", "skhcn", "training.attendances", "11-20", "enterprise", "1.2", "2026"]
    )
)
SECTIONS = sorted({name for model in FILES.values() for name in model.model_fields})
WORDS = st.sampled_from([*SECTIONS, "code", "key", "target", "where", "measure", "amounts", "total", "set", "changes"])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | SCALARS, inner, max_size=4),
    max_leaves=20,
)
FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def reads(folder: Path) -> bool:
    """Whether reading ends in a plan, or in faults that all name a line of a file of the folder."""
    if check(folder).as_dict()["objectives"] < 0:
        return False
    try:
        return isinstance(load(folder), Plan)
    except PlanErrors as refused:
        named = [it for it in refused.problems if it.file.startswith(str(folder)) and it.line >= 1 and it.message]
        return bool(named) and len(named) == len(refused.problems)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "ke-hoach"
    if not copy.exists():
        shutil.copytree(SMALLEST, copy)
        (copy / "amendments").mkdir()
    return copy


def put(folder: Path, name: str, content: bytes) -> None:
    for source in SMALLEST.glob("*.yaml"):
        shutil.copy(source, folder / source.name)
    (folder / "amendments" / "a.yaml").unlink(missing_ok=True)
    (folder / name).write_bytes(content)


@FUZZ
@given(
    name=NAMES,
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
def test_junk_in_a_file(folder: Path, name: str, content: bytes) -> None:
    put(folder, name, content)
    assert reads(folder)


@FUZZ
@given(name=NAMES, tree=st.dictionaries(WORDS, TREES, max_size=6))
def test_yaml_of_the_wrong_shape(folder: Path, name: str, tree: dict[str, object]) -> None:
    put(folder, name, yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace"))
    assert reads(folder)


@FUZZ
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_value_of_a_good_file_replaced_by_anything(folder: Path, name: str, data: st.DataObject) -> None:
    tree = yaml.safe_load((SMALLEST / name).read_text(encoding="utf-8"))
    holder, key = data.draw(st.sampled_from(list(places(tree))))
    holder[key] = data.draw(TREES)
    put(folder, name, yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace"))
    assert reads(folder)


@FUZZ
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_character_of_a_good_file_lost_or_changed(folder: Path, name: str, data: st.DataObject) -> None:
    text = (SMALLEST / name).read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(
        st.sampled_from(["", " ", "\t", "\n", '"', ":", "-", "[", "{", "&a ", "*a", "!", "0", "\0", "\ufffe"])
    )
    put(folder, name, (text[:at] + new + text[at + 1 :]).encode())
    assert reads(folder)


def places(tree: object):  # type: ignore[no-untyped-def]
    """Every place of a tree where a value stands, as (holder, key)."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from places(value)
