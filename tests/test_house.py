"""Guard rails of the house itself: what import contracts cannot see, and documents that must not fall behind."""

import ast
import re
import subprocess
from pathlib import Path

from django.apps import apps

from nscl.registers.catalogue import REGISTERS
from nscl.scorecard.measures import MEASURES

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "nscl"
# who may point at whom in the database, lowest first: a foreign key given as a string escapes the import contracts
FLOORS = ("history", "organisations", "evidence", "notices", "economy", "registers", "reporting")


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        if field.related_model._meta.app_label in FLOORS
        if FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert upward == []


def test_only_the_calendar_asks_the_clock():
    asks = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|datetime\.utcnow|localtime)\(")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCE.rglob("*.py")
        if path != SOURCE / "vn" / "calendar.py" and "migrations" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if asks.search(line)
    ]
    assert found == []


def test_nothing_is_called_utils():
    bad = {"utils", "util", "helpers", "helper", "common", "core", "misc"}
    assert [str(p) for p in SOURCE.rglob("*") if p.stem in bad] == []


def test_no_file_grows_past_five_hundred_lines():
    long = [
        str(p.relative_to(ROOT))
        for p in SOURCE.rglob("*.py")
        if "migrations" not in p.parts and len(p.read_text().splitlines()) > 500
    ]
    assert long == []


def test_no_function_grows_past_sixty_lines():
    long = []
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []


def test_every_register_and_measure_stands_in_the_user_guide():
    guide = "\n".join(p.read_text() for p in (ROOT / "docs").rglob("*.md"))
    missing = [str(r.title) for r in REGISTERS.values() if str(r.title) not in guide]
    missing += [name for name in MEASURES if name not in guide]
    assert missing == []


def test_every_setting_read_from_the_environment_stands_in_the_installation_page():
    page = (ROOT / "docs" / "how-to" / "install.md").read_text()
    read = re.compile(r"environ(?:\.get\(|\[|\.setdefault\()\s*[\"']((?:NSCL_|DATABASE_)[A-Z_]+)")
    names = {name for p in SOURCE.rglob("*.py") for name in read.findall(p.read_text())}
    assert sorted(name for name in names if name not in page) == []


def test_the_code_names_no_province_nor_agency():
    names = re.compile(r"Bắc Ninh|bacninh|bac_ninh|skhcn|Yên Phong", re.I)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCE.rglob("*.py")
        if "demonstration" not in path.parts and path.name != "demo.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if names.search(line.split("#")[0]) and '"""' not in line and "help=" not in line
    ]
    assert found == []


def test_no_page_prints_a_key_with_separators_of_thousands():
    """A number in a template prints as 1.234: right for figures, wrong for the key a form sends back."""
    prints_a_key = re.compile(r"\{\{[^}|]*\.(pk|id)\s*\}\}")
    found = [str(p.relative_to(ROOT)) for p in SOURCE.rglob("*.html") if prints_a_key.search(p.read_text())]
    assert found == []


def test_every_line_of_the_lock_file_has_its_hashes_and_no_address():
    text = (ROOT / "requirements.lock").read_text()
    lines = text.replace("\\\n", " ").splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []
    assert "://" not in text


def test_make_alone_lists_the_recipes():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    told = {line.split()[1] for line in listed.splitlines() if len(line.split()) > 2}
    assert {"install", "demo", "test", "check", "bench", "faults"} <= told
