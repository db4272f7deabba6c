"""What stands around a question and says nothing of it: whom the letter greets, how it begins, thanks at its end."""

from __future__ import annotations

import re

_WHO = (
    "领导|老师|医生|大夫|同志|客服|小姐姐|小哥哥|工作人员|大神|大佬|朋友|姐妹|兄弟|家人|宝子|宝妈|群友|网友|专家|老乡|亲|各位|大家|"
    "小编|站长|师傅|12345|12393|医保局|喂|hi|hello|嗨"
)
_MARK = "，,。．:!！?？;；、~～…"
_GREETING = re.compile(
    f"(?:(?:尊敬|亲爱)的|各位|诸位|请问)*(?:{_WHO})?(?:们|的?(?:领导|老师|同志|工作人员))?(?:们)?"
    f"(?:您们?好|你们?好|好|早上好|上午好|下午好|晚上好|在吗|在不在|在么|打扰一?下?了?|麻烦(?:您|你|问|了|问?一下)?了?)[{_MARK}]+"
    f"|(?:尊敬的|亲爱的|各位)(?:{_WHO})们?[{_MARK}]+|(?:{_WHO})们?[{_MARK}]+(?=.{{6}})"
    "|(?:我?(?:就|还)?(?:想|要)?(?:请教|咨询|请问|询问|问|打听|求助|反映|了解)(?:一下|下|个事儿?|个问题|一个问题|个情况|各位|大家|您|你|一件事)*|"
    f"求助|咨询|反映|请教|请问|提问|救命|急|在线等|有个(?:问题|事)(?:想问|请教)?(?:一下)?|情况是这样的?|是这样的?)[{_MARK}]+"
)
_CLOSING = re.compile(
    f"[{_MARK}]*(?:(?:万分|非常|十分)?(?:感谢|谢谢|多谢|感激|谢了)(?:您|你|大家|各位|啦|了|哈|老师|领导|啊|不尽)*|在线等|挺?急+|求(?:解答|指教|告知|回复|助|解)|"
    f"(?:盼|请|望)(?:复|回复|解答|告知|指教)|有(?:没有)?(?:人)?(?:懂|知道|了解)的?(?:吗|么|没|不)|有懂的(?:吗|么)?|麻烦(?:了|您了|解答)|跪求|拜托了?)[{_MARK}]*$"
)


def question_of(text: str) -> str:
    """A tidied text without the greetings before and the thanks behind it; all of it if nothing else would be left."""
    begin = 0
    while (found := _GREETING.match(text, begin)) and found.end() > begin:
        begin = found.end()
    end = len(text)
    while (found := _CLOSING.search(text[begin:end])) and found.start() > 0:
        end = begin + found.start()
    return text[begin:end] or text
