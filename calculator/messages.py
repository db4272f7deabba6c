"""The words of an answer in the reader's language: a sentence is a Chinese template, its translation stands in a table.

Chinese is the authority and needs no table. `speaking` sets the table for what is called inside it. A table also has the
small words between sentences and names: "" between two sentences, "、" in a list, "；" between clauses, "。" at an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_TEXT = re.compile(r"<svg.*?</svg>|<[^>]*>|[^<]+", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE = re.compile(r"[《「“（]?[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…\d-]*")
_MARKED = re.compile("「[^」]*」")
# What the reader of a sentence asks and notes in the words of the sentence, which is read in Chinese alone; the exact one first.
READ = (
    "{word}是您的孙辈，还是您的孩子？",
    "{word}是您的什么人？",
    "{word}是{name}的什么人？",
    "只读了前 {most} 个字",
    "没说账户在哪里参保，先按{place}来答",
    "一次先答第一个问题；还提到的{others}请分开问",
    "还提到了{others}，先按“{word}”来答，其他的请分开问",
    "还提到了{others}，先按{word}来答，其他的请分开问",
    "付钱的是{payer}的账户，不是您的。句子里的“我”，换成{name}来读",
    "“{said}之前”按前一天来答",
    "“{said}”按 1 月 1 日来答",
    "“{said}”按 12 月 31 日来答",
    "“{said}”按 {day} 日来答",
    "“{said}”按 {day} 来答",
    "只说到年，按 {year} 年 1 月 1 日来答",
    "{year} 年初",
    "{year} 年中",
    "{year} 年底",
)
_SHAPES = {template: re.compile(template.replace("{", "(?P<").replace("}", ">.+)")) for template in READ}
_ENDS = tuple({template[-2:] for template in READ})
Table = Mapping[str, str]
_table: ContextVar[Table | None] = ContextVar("table", default=None)


@contextmanager
def speaking(table: Table | None) -> Iterator[None]:
    """Inside, `say` speaks by the table: {Chinese template: translation with the same fields}. None: Chinese."""
    before = _table.set(table)
    try:
        yield
    finally:
        _table.reset(before)


def say(template: str, **values: object) -> str:
    """The sentence with its fields filled. A translation that begins with ^ gets a capital, whatever its first field holds."""
    table = _table.get()
    if table is None:
        return template.format(**values) if values else template
    said = table.get(template, template)
    capital = said[:1] == "^"
    if capital:
        said = said[1:]
    if values:
        said = said.format(**values)
    return said[:1].upper() + said[1:] if capital else said


def joined(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return say("").join(filter(None, sentences))


def series(names: Iterable[str]) -> str:
    """Names in a row: 配偶、父母."""
    return say("、").join(names)


def clauses(parts: Iterable[str]) -> str:
    """Clauses of one sentence."""
    return say("；").join(parts)


def bare(sentence: str) -> str:
    """A sentence without its full stop, to go on after it."""
    return sentence.rstrip(say("。"))


def own(text: str) -> str:
    """Text of a file or of a reading: its translation if there is one, otherwise the Chinese words, marked 「」 as such.

    What is marked already stays as it is. For text in Chinese; a translation must not come here again.
    """
    table = _table.get()
    if table is None or not _HAN.search(text):
        return text
    return table.get(text) or _made(text, table) or as_said(text)


def as_said(text: str) -> str:
    """Chinese words as they are; in another language marked 「」, once."""
    if _table.get() is None or not _HAN.search(text) or _MARKED.fullmatch(text):
        return text
    return f"「{text.rstrip('。')}」"


def _made(text: str, table: Table) -> str:
    """What is made of other texts: 自己的父亲的妻子, where both parts are known; what the reader asks and notes."""
    whose, of, kin = text.rpartition("的")
    if of and kin in table and (person := table.get(whose) or _made(whose, table)):
        return say("{person}的{word}", person=person, word=table[kin])
    for template, shape in _SHAPES.items() if text.endswith(_ENDS) else ():
        read = shape.fullmatch(text)
        if read:
            return say(template, **{name: series(map(own, said.split("、"))) for name, said in read.groupdict().items()})
    return ""


def marked(html: str) -> str:
    """HTML in another language, with the Chinese in it marked as Chinese for those who hear it or look at its letters."""
    if _table.get() is None:
        return html
    return _TEXT.sub(lambda part: part[0] if part[0][0] == "<" else _CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', part[0]), html)
