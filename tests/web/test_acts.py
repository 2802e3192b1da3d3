"""Acts of the history in words: none is written that no page could tell."""

import re
from pathlib import Path

import nscl
from nscl.web.acts import WORDS

SOURCE = Path(nscl.__file__).parent
RECORDED = re.compile(r"\bverb=\"([a-z]+\.[a-z_]+)\"")


def test_every_act_has_its_words():
    recorded = {verb for path in SOURCE.rglob("*.py") for verb in RECORDED.findall(path.read_text())}
    assert recorded - set(WORDS) == set()
