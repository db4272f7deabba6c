"""Kin words that name nobody the question is about: comparisons, what somebody is called, people who are spoken to."""

from __future__ import annotations

import re

from calculator.kin import BODIES
from calculator.lexicon import Word

_OWN = "(?:我|俺|咱|自己|自家|人家)?(?:的)?"
_LIKE = re.compile(f"(?:跟|像|和|与|如同|好比){_OWN}$")
_LIKE_END = re.compile("(?:一样|似的|一般|那样|没(?:什么|啥)?(?:两样|区别|差别))(?!都|也)")
_MORE = re.compile(f"(?:比|胜似|胜过|好比|如同|犹如|堪比|亲如|视同|视如|不亚于|赛过|当(?:成|作|做|是|自己|自家)|拿(?:他|她)当){_OWN}$")
_TAKEN_FOR = re.compile(f"(?:把|将|拿|对)[^，,。？?！!；;]{{1,8}}(?:当|像|如){_OWN}$")
_NOT_BY_BIRTH = re.compile(f"(?:不是|像|如|并非|又不是){_OWN}$")
_BEING = re.compile("(?:当|做|作为|身为)(?:一个|个)?$")
_COUNTED = re.compile("时|的时候|后|以后|病|住院")
_OTHER_PARENT = re.compile("(?:跟|和|与|同)(?:我|俺)?(?:的)?$")
_BORN = re.compile("(?:一起|共同|所|俩)?(?:生|养|收养|抱养|领养|育)(?:的|了|下|过|有|个|一)")
_BITES = re.compile("(?:给)?(?:咬|抓|挠|舔|啃|扑|撞|碰)")
_CALLED = re.compile(r"(?:喊|称呼|称|管[^，,。？?]{1,6}叫)(?:他|她)?(?:为|做|作)?$")
_VOCATIVE = re.compile(r"(?:^|[，,。？?！!；;])(?:各位|求助|请问|问问|问一下)?(?:姐妹|兄弟|家人|朋友|亲人|宝贝|宝宝|宝妈|宝爸|同学|老乡|邻居|姐|哥|亲|宝)$")
_CALLING = re.compile(r"们(?:好|，|,|!|！|。|\?|？|~|求|谁|有没|有人|问|请|救|帮|懂|看|说|快|我|俺|来|啊|呀|呐|$)")
_SERVANT = re.compile("(?:外卖|快递|滴滴|保洁|保安|美团|顺丰|送餐|家政|出租车?|网约车|护理|医生|护士|客服|柜台|窗口|销售)的?$")
_NOBODY = re.compile("儿子|女儿|闺女|孩子|小孩|子女|儿女|儿|女|老公|老婆|对象|媳妇|爸爸?|妈妈?|父母|爸妈|爹|娘|兄弟姐妹|兄弟|姐妹|亲戚|亲人")
_CARED = ("孩子", "小孩", "娃", "宝宝", "小孩子", "娃娃", "二胎")


def in_passing(text: str, word: Word) -> bool:
    """Whether a kin word stands in the text without naming anybody whom the question may be about."""
    before, after = text[: word.start], text[word.end :]
    if word.value in _CARED and re.search(r"(?:生|怀|带|抱|接|接送|照顾|看|养|有)(?:了|着|个|俩|两个)?$", before):
        return True
    if re.search("怀(?:了|着|上|的)?$", before):
        return True  # 怀老二
    if re.search("(?<!有)(?:没有?|无)$", before) and _NOBODY.fullmatch(word.value) and not re.match("的?(?:医保|卡|账户)", after):
        return True  # 二叔没儿子
    if word.value in BODIES and not re.search(r"[给帮替为]$", before):
        return True
    if _CALLED.search(before) or _SERVANT.search(before) or _CALLING.match(after) and _VOCATIVE.search(text[: word.end]):
        return True
    if _BITES.match(after) or _OTHER_PARENT.search(before) and _BORN.match(after):
        return True  # 被狗咬了; 孩子是我跟前女友生的
    return _compared(before, word.value, after)


def _compared(before: str, word: str, after: str) -> bool:
    """干妈比亲妈还亲, 婶娘跟亲妈一样, 当亲妈看, 当妈的."""
    if _MORE.search(before) or _LIKE.search(before) and _LIKE_END.match(after):
        return True
    if _TAKEN_FOR.search(before) and (word.startswith("亲") or re.match("看|待|养|对待|孝敬|伺候|疼|一样|似的", after)):
        return True
    if word.startswith("亲") and _NOT_BY_BIRTH.search(before):
        return True
    return bool(_BEING.search(before)) and after.startswith("的") and not _COUNTED.match(after[1:])
