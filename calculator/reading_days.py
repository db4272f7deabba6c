"""The day that a sentence speaks of: 2024年5月3日, 24年6月, 去年, 今年元旦, 国庆前. Relative words count from a given day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from calculator.reading_when import Choice, Found, chosen

_DIGIT = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR_WORDS = {"大前年": -3, "前年": -2, "上年": -1, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_FULL = re.compile(
    rf"(?<!\d)((?:19|20)\d\d|[12二一][〇零○一二三四五六七八九0-9]{{3}})(?:年的?|[-/.])({_NUMBER})(?:月份?|"
    rf"[-/.])({_NUMBER})(?:日|号)?(?!\d)"
)
_MONTH = re.compile(
    rf"(?<!\d)((?:19|20)\d\d|二[〇零○]?[〇零○一二三四五六七八九]{{2,3}})(?:年的?|[-/.])({_NUMBER})(?:月份?(?:"
    rf"的时候)?|(?![\d.%]))"
)
_SHORT_FULL = re.compile(rf"(?<![\d.])(\d\d)年的?({_NUMBER})月份?(?:({_NUMBER})(?:日|号))?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|二[〇零○]?[〇零○一二三四五六七八九]{2,3})年")
_SHORT_YEAR = re.compile(r"(?<![\d.岁够满差足])(?<![交缴续补]到)([12]\d)年(?!前|后|了|的?老|多|工龄|以|来)")
_IN_YEAR = re.compile(rf"(大前年|前年|上年|去年|今年|本年|明年|后年)(?:的)?(?!八月十五)({_NUMBER})月份?(?:({_NUMBER})(?:日|号))?")
_BARE = re.compile(
    rf"(?<![\d年十百个/.-])({_NUMBER})月份?({_NUMBER})(?:日|号)|(?<![\d年十百个/.-])({_NUMBER})月(?:份(?!大)|(?=[给我俺在住做看买交打拿花付他她那就能可用]))"
)
_FEAST = re.compile(
    r"(大前年|前年|上年|去年|今年|本年|明年|后年|(?:19|20)?\d\d年)?的?(元旦|春节|过年|清明|"
    r"(?<![二三四五六七八九]十)(?<![百千])五一(?![次个针支盒片副服]|[块元])|劳动节|端午|中秋|八月十五|国庆|(?<![二三四五六七八九百千])十一(?!月|[次个针支盒片副服块元岁万])|双十一|年底|年末|岁末|年初|年中|上半年|下半年|第?[一二三四1234]季度|[春夏秋冬](?:天|季)|[寒暑]假|"
    r"元宵|正月十五|除夕|大?年三十|(?:大年|正月)初[一二三四五六七八九十])(节|假期|"
    r"黄金周|期间)?(之前|以前|前(?!后)|之后|以后|后|过后)?"
)
_IN_MONTH = re.compile(rf"(上上个?|上个?|这个?|本|下个?)月({_NUMBER})(?:日|号)")
_YEAR_END = re.compile(r"(?<![\d.])((?:19|20)?\d\d年|二[〇零○]?[〇零○一二三四五六七八九]{2,3}年|大前年|前年|去年|今年|明年)(底|末|初)")
_ONLY_YEAR = re.compile(r"(大前年|前年|上年|去年|明年|后年)(?:的时候|那会儿?|初|底)?")
_NEAR = re.compile(
    r"(?<!下)(?:这个|本|这|下个?|上个?)月(?:底|末|初)|今天|今日|今儿|现在|目前|如今|当前|眼下|大后天|大前天|前天|昨天|昨儿|昨日|昨晚|昨夜|前晚|今晚|今早|今晨|明早|明晚|明天|明儿|明日|后天|"
    r"下下个?月|上个月|上月|下个月|下月|这个月|本月|上上个月|[上下这]个?(?:周(?!岁)|星期|礼拜)(?![一二三四五六日天])|"
    r"月底|月初|今年(?=还|也还|又)"
)
_WEEKDAY = re.compile(r"(上上|上|这|本|下)个?(?:周|星期|礼拜)([一二三四五六日天])")
_AGO = re.compile(rf"({_NUMBER}|半|两|几)个?(年|月|星期|周|礼拜|天)(?:多)?(?:以|之)?(前|后)")
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "十一": (10, 1), "双十一": (11, 11), "清明": (4, 5), "年底": (12, 31)}
_FIXED |= {"春": (3, 1), "夏": (6, 1), "秋": (9, 1), "冬": (12, 1), "寒假": (1, 20), "暑假": (7, 1)}
_FIXED |= {f"{name}季度": (3 * many + 1, 1) for many, names in enumerate(("一1", "二2", "三3", "四4")) for name in names}
_FIXED |= {"年末": (12, 31), "岁末": (12, 31), "年初": (1, 1), "年中": (7, 1), "上半年": (1, 1), "下半年": (7, 1)}
_MOON = {  # 春节, 端午, 中秋 by year
    2019: ((2, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (6, 25), (10, 1)),
    2021: ((2, 12), (6, 14), (9, 21)),
    2022: ((2, 1), (6, 3), (9, 10)),
    2023: ((1, 22), (6, 22), (9, 29)),
    2024: ((2, 10), (6, 10), (9, 17)),
    2025: ((1, 29), (5, 31), (10, 6)),
    2026: ((2, 17), (6, 19), (9, 25)),
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
}
_MOON_FEASTS = {"春节": 0, "过年": 0, "端午": 1, "中秋": 2, "八月十五": 2}
_PART = re.compile("(?:月|月份)?(底|末|初|上旬|中旬|下旬)")
_PARTS = {"初": 1, "上旬": 1, "中旬": 15, "下旬": 21}
_BEFORE = re.compile(r"^(?:的时候)?(?:之前|以前|前)(?!年|天)")
_MONTH_NOTE, _YEAR_NOTE = "只说到月，按当月 1 日来答", "只说到年，按当年 1 月 1 日来答"
WHICH_DAY = "是哪一天付？规定会变，说出日子答得更准。"


def find_day(text: str, on: str | None) -> Found | None:
    """The day that the text asks about; None if it names none. Without `on` only days said in full are found."""
    return read_day(text, on)[0]


def read_day(text: str, on: str | None, spent: int | None = None) -> tuple[Found | None, list[Choice]]:
    """The day of `find_day`, and the days to choose from where the text leaves open which one is meant. `spent`: where an expense is named."""
    today = _parsed(on)
    found: list[Found] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _, _ in found):
                continue
            day = read(match, today, text)
            if day:
                found.append(day)
    return chosen(text, sorted(found), on, spent)


def _parsed(on: str | None) -> datetime.date | None:
    try:
        today = datetime.date.fromisoformat(on) if isinstance(on, str) else None
    except ValueError:
        return None
    return today if today and 1990 <= today.year <= 2100 else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGIT.get(tens, 1) if tens else 1) * 10 + (_DIGIT.get(ones, 0) if ones else 0)
    return int("".join(str(_DIGIT.get(char, char)) for char in text))


def _year_number(text: str) -> int:
    digits = "".join(str(_DIGIT.get(char, char)) for char in text)
    if len(digits) == 3:  # 二零二四 said short as 二〇二 is no year
        return 0
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(match: re.Match[str], text: str, year: int, month: int | None, day: int | None, note: str) -> Found | None:
    if not 1990 <= year <= 2100:
        return None
    month_, day_ = month or 1, day or 1
    part = _PART.match(text[match.end() :]) if month and not day else None
    if part and 1 <= month_ <= 12:
        day_ = _PARTS.get(part.group(1)) or (datetime.date(year + month_ // 12, month_ % 12 + 1, 1) - datetime.timedelta(days=1)).day
        note = f"“{match.group()}{part.group()}”按 {day_} 日来答"
    value = f"{year:04d}-{month_:02d}-{day_:02d}"
    end = part.end() + match.end() if part else match.end()
    before = _BEFORE.match(text[end:])
    try:
        real = datetime.date(year, month_, day_)
    except ValueError:
        return match.start(), end, value, note  # kept as it was said, so that the question is refused with its name
    if before:
        real -= datetime.timedelta(days=1)
        end, note = end + before.end(), f"“{match.group()}之前”按前一天来答"
    return match.start(), end, real.isoformat(), note


def _full(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    return _day(match, text, _year_number(match.group(1)), _number(match.group(2)), _number(match.group(3)), "")


def _month(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    return _day(match, text, _year_number(match.group(1)), _number(match.group(2)), None, _MONTH_NOTE)


def _short_full(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    day = match.group(3)
    year = 2000 + int(match.group(1))
    return _day(match, text, year, _number(match.group(2)), _number(day) if day else None, "" if day else _MONTH_NOTE)


def _year(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    year = _year_number(match.group(1))
    if re.match(r"(?:以后|之后|后|起|之前|以前)?(?:的)?(?:年底|年末|底|末)", text[match.end() :]):
        return _day(match, text, year, 12, 31, "只说到年底，按 12 月 31 日来答")
    return _whole_year(match, text, year, today)


def _whole_year(match: re.Match[str], text: str, year: int, today: datetime.date | None) -> Found | None:
    """A year alone: its first day; this year is today."""
    if today and today.year == year and not _BEFORE.match(text[match.end() :]):
        return match.start(), match.end(), today.isoformat(), ""
    return _day(match, text, year, None, None, _YEAR_NOTE)


def _short_year(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    return _whole_year(match, text, 2000 + int(match.group(1)), today)


def _in_year(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None:
        return None
    word, month, day = match.groups()
    year = today.year + _YEAR_WORDS[word]
    return _day(match, text, year, _number(month), _number(day) if day else None, "" if day else _MONTH_NOTE)


def _in_month(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    """下个月1号: a day of the month before, of this one or of the next."""
    if today is None:
        return None
    word = match.group(1)
    steps = -2 if word.startswith("上上") else {"上": -1, "下": 1}.get(word[0], 0)
    months = today.year * 12 + today.month - 1 + steps
    return _day(match, text, months // 12, months % 12 + 1, _number(match.group(2)), "")


def _bare(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None:
        return None
    month, day, alone = match.groups()
    if alone:
        return _day(match, text, today.year, _number(alone), None, _MONTH_NOTE) if 1 <= _number(alone) <= 12 else None
    if not 1 <= _number(month) <= 12:
        return None
    return _day(match, text, today.year, _number(month), _number(day), "没有说哪一年，按今年来答")


def _feast(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    word, name, _, side = match.groups()
    name = name.removeprefix("第")
    name = name[0] if name[0] in "春夏秋冬" and name != "春节" else name
    if (name in ("十一", "过年", "年中", "上半年", "下半年", "寒假", "暑假") or len(name) == 1) and not word and not side:
        return None
    if word and word.endswith("年") and word[:-1].isdigit():
        year = _year_number(word[:-1])
    elif today is None:
        return None
    else:
        year = today.year + _YEAR_WORDS.get(word or "今年", 0)
    if not 1990 <= year <= 2100:
        return None
    moon = _MOON.get(year)
    later = 0
    if name in _FIXED:
        month, day = _FIXED[name]
    elif moon is None:
        return None
    else:
        month, day = moon[_MOON_FEASTS.get(name, 0)]
        later = 14 if name in ("元宵", "正月十五") else -1 if name.endswith(("除夕", "三十")) else _number(name[-1]) - 1 if "初" in name else 0
    real = datetime.date(year, month, day) + datetime.timedelta(days=later)
    if side:
        real += datetime.timedelta(days=-1 if side.endswith("前") else 1)
    note = "" if name in ("元旦", "国庆", "春节", "中秋", "端午", "五一") and not side else f"“{match.group()}”按 {real.isoformat()} 来答"
    return match.start(), match.end(), real.isoformat(), note


def _year_end(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    word = match.group(1)
    if word in _YEAR_WORDS and today is None:
        return None
    year = today.year + _YEAR_WORDS[word] if today and word in _YEAR_WORDS else _year_number(word[:-1])
    first = match.group(2) == "初"
    return _day(match, text, year, 1 if first else 12, 1 if first else 31,
        f"“{match.group()}”按 {'1 月 1 日' if first else '12 月 31 日'}来答")


def _only_year(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None:
        return None
    year = today.year + _YEAR_WORDS[match.group(1)]
    return _day(match, text, year, None, None, f"只说到年，按 {year} 年 1 月 1 日来答")


def _near(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None:
        return None
    word = match.group()
    first = today.replace(day=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    days = {"昨天": -1, "昨儿": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "前天": -2, "前晚": -2, "大前天": -3}
    days |= {"明天": 1, "明儿": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3}
    weeks = {"上": -7, "下": 7, "这": 0}
    if word in days:
        real = today + datetime.timedelta(days=days[word])
    elif len(word) > 2 and word[-2:] in ("月底", "月末", "月初"):
        months = {"上": -1, "下": 1}.get(word[0], 0)
        start = before if months < 0 else (first + datetime.timedelta(days=32)).replace(day=1) if months else first
        real = start if word[-1] == "初" else (start + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
    elif word in ("上个月", "上月"):
        real = before
    elif word == "上上个月":
        real = (before - datetime.timedelta(days=1)).replace(day=1)
    elif word in ("下下个月", "下下月"):
        real = (first + datetime.timedelta(days=63)).replace(day=1)
    elif word in ("下个月", "下月"):
        real = (first + datetime.timedelta(days=32)).replace(day=1)
    elif word[0] in weeks and word[1:].removeprefix("个") in ("周", "星期", "礼拜"):
        real = today + datetime.timedelta(days=weeks[word[0]])
    elif word == "月底":
        real = (first + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
    elif word == "月初":
        real = first
    else:
        real = today
    return match.start(), match.end(), real.isoformat(), ""


def _weekday(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None:
        return None
    weeks = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}[match.group(1)]
    day = "一二三四五六日".find(match.group(2).replace("天", "日"))
    real = today + datetime.timedelta(days=7 * weeks + day - today.weekday())
    return match.start(), match.end(), real.isoformat(), ""


def _ago(match: re.Match[str], today: datetime.date | None, text: str) -> Found | None:
    if today is None or match.group(1) == "几":
        return None
    many = 0.5 if match.group(1) == "半" else float(_number(match.group(1)))
    days = {"年": 365.25, "月": 30.44, "星期": 7.0, "周": 7.0, "礼拜": 7.0, "天": 1.0}[match.group(2)] * many
    real = today + datetime.timedelta(days=round(days if match.group(3) == "后" else -days))
    if match.group(2) == "月" and many == int(many):
        months = today.year * 12 + today.month - 1 + int(many if match.group(3) == "后" else -many)
        real = datetime.date(months // 12, months % 12 + 1, min(today.day, 28))
    if match.group(2) == "年" and many == int(many) and today.month * 100 + today.day != 229:
        real = today.replace(year=today.year + int(many if match.group(3) == "后" else -many))
    return match.start(), match.end(), real.isoformat(), f"“{match.group()}”按 {real.isoformat()} 来答"


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime.date | None, str], Found | None]], ...] = (
    (_FULL, _full),
    (_MONTH, _month),
    (_SHORT_FULL, _short_full),
    (_IN_YEAR, _in_year),
    (_IN_MONTH, _in_month),
    (_YEAR_END, _year_end),
    (_FEAST, _feast),
    (_YEAR, _year),
    (_SHORT_YEAR, _short_year),
    (_BARE, _bare),
    (_WEEKDAY, _weekday),
    (_AGO, _ago),
    (_ONLY_YEAR, _only_year),
    (_NEAR, _near),
)
