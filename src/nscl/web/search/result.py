"""What search finds: groups of one kind, each with its first results and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

from nscl.vn.text import fold, words
from nscl.web.search.marks import excerpted, marked

IN_A_GROUP = 5
LONGEST_GROUP = 100


@dataclass(frozen=True)
class Asked:
    """The words somebody typed, and the one group he wants to see whole."""

    text: str
    group: str = ""

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(words(self.text)))

    @property
    def code(self) -> str:
        """The text as a code would be written: "mt 2.1" means MT2.1."""
        return fold(self.text).replace(" ", "")

    def is_code(self, code: str) -> bool:
        return fold(code) == self.code

    def limit(self, group: str) -> int:
        return LONGEST_GROUP if self.group == group else IN_A_GROUP


@dataclass(frozen=True)
class Result:
    """One thing found. `exact`: its code is the very text typed."""

    title: str
    url: str
    text: str = ""
    code: str = ""
    row_state: str = ""
    report_state: str = ""
    exact: bool = False
    wanted: tuple[str, ...] = field(default=(), repr=False)

    @property
    def shown_code(self) -> SafeString:
        return marked(self.code, self.wanted)

    @property
    def shown_title(self) -> SafeString:
        return marked(self.title, self.wanted)

    @property
    def shown_text(self) -> SafeString:
        return excerpted(self.text, self.wanted)


@dataclass(frozen=True)
class Group:
    """Results of one kind. `all_url` shows the rest."""

    slug: str
    title: StrOrPromise
    results: tuple[Result, ...]
    total: int
    all_url: str

    @property
    def has_more(self) -> bool:
        return self.total > len(self.results)

    @property
    def has_exact(self) -> bool:
        return any(result.exact for result in self.results)
