"""Which meaning of a word for a relative the rest of the text settles."""

from __future__ import annotations

import re

from calculator.kin import Kin
from calculator.reading_asker import fathers_side, married, parents_side, speaks_as_wife

_US_TWO = re.compile("(?:我|俺|咱)们?(?:老两口|老夫妻|两口子|夫妻俩?)")
_HUSBANDS = re.compile("老公|丈夫|先生|婆家|小姑|小叔|大伯子|大姑姐|儿媳|媳妇我|公公婆婆|公婆|小两口|(?:我|俺)们?两口子|嫁(?:到|过来|给|在|来|去)")
_SISTER = re.compile("(?<![表堂])(?:我|俺|亲|大|二|三|小)?(?:姐|妹)(?!夫|们)|当(?:[大小二三]?姨|[大小二三]?舅)")
UNADOPTED = re.compile(
    "(?:没有?|未|还没)(?:去|来得及|正式)?办[^，,。？?]{0,6}(?:手续|登记|证)|没有?(?:去|到|在|上)?(?:民政局?|正式|收养)*(?:登记|手续|收养证)|没手续|(?:手续|登记|收养证)[^，,。？?]{0,4}(?:没|未)|未登记"
)
_ADOPTED = re.compile(
    "办(?:理|好|完|妥|过|了)*(?:的)?(?:民政|收养|领养|正式|合法)*的?(?:登记|手续)|(?:登记|手续|收养证)[^，,。？?没未]{0,4}(?:办|领|拿|齐|全|都有)|有收养(?:证|登记)|(?:合法|依法|正式)(?:收养|领养)"
)
_RAISED = re.compile(  # 婆婆把我带大, 婆婆爷爷: the mother's or the father's mother
    "(?:婆婆|公公)(?:和|跟|、)?爷爷|爷爷(?:和|跟|、)?婆婆|(?:婆婆|公公)[^，,。？?！!；;]{0,6}(?:把|将)(?:我|俺)(?:从小)?(?:拉扯|带|养|抚养)|"
    "(?:我|俺)(?:从小)?(?:就)?是(?:跟着?)?(?:婆婆|公公)(?:拉扯|带|养|抚养)"
)
_FATHER_AGAIN = re.compile("(?:爸|父亲|爹)[^，,。？?！!；;]{0,4}(?:再婚|又结婚|又娶|二婚|再娶)(?!前)")
_MOTHER_AGAIN = re.compile("(?:妈|母亲|娘)[^，,。？?！!；;]{0,4}(?:再婚|又结婚|改嫁|又嫁|二婚|再嫁)(?!前)")
_OWN_UNCLE = re.compile("亲(?:叔|大?伯)|(?:跟着?|靠|由)(?:我|俺)?(?:叔|大?伯)")  # 妈妈改嫁后跟着叔叔过
_WIFES = re.compile("(?:我|俺|咱)(?:们?家)?的?(?:岳父|岳母|老?丈人|丈母娘)")


def settled(text: str, kin: Kin) -> str | None:
    """Which meaning of a word the text settles: 养女, 办过收养登记的."""
    if any(word == "养子女" for word, _ in kin.options):
        return kin.options[-1][0] if UNADOPTED.search(text) else "养子女" if _ADOPTED.search(text) else None
    if any(word == "弟媳" for word, _ in kin.options) and re.search("她(?!们)", text):
        return "弟媳"  # 弟妹 of whom one says 她 is one woman
    if kin.options[:1] and fathers_side(text, kin.options[0][0]) and not _HUSBANDS.search(text):
        return kin.options[0][0]
    if side := parents_side(text, kin.word) if [word for word, _ in kin.options] == ["父母", "配偶的父母"] else None:
        return side
    if any(word == "姐妹的孩子" for word, _ in kin.options) and _SISTER.search(text):
        return "姐妹的孩子"  # 我姐离婚了,外甥女看病
    if len(usual(text, kin)) < len(kin.options):
        return kin.options[0][0]
    meant = dict(kin.options)
    if (elder := next((one for one in ("祖母", "祖父") if one in meant), None)) and _RAISED.search(text):
        return elder  # 婆婆把我带大
    if "继母" in meant and _FATHER_AGAIN.search(text):
        return "继母"  # 我爸再婚了,阿姨住院
    if "继父" in meant and _MOTHER_AGAIN.search(text) and not _OWN_UNCLE.search(text):
        return "继父"
    mates = [word for word, _ in kin.options if word in ("妻子", "丈夫")]
    return mates[0] if mates and (married(text) or _US_TWO.search(text) or _WIFES.search(text)) else None


def usual(text: str, kin: Kin) -> tuple[tuple[str, str], ...]:
    """The meanings of a word; of 公公 and 婆婆 the usual one alone where a husband or his family is spoken of."""
    husband = kin.options[0][0] in ("丈夫的父亲", "丈夫的母亲") if kin.options else False
    return kin.options[:1] if husband and (_HUSBANDS.search(text) or speaks_as_wife(text)) else kin.options
