"""Whether a text is about what this site answers: medical insurance, its accounts, or a medical expense."""

from __future__ import annotations

import re

from calculator.lexicon import Word

_SUBJECT = re.compile(
    r"医保|医疗|社保卡|共济|个人账户|个账|医保钱包|亲情账户|报销|看病|住院|转院|门诊|药|参保|新农合|"
    r"合作医疗|农合|定点|统筹|挂号|疫苗|体检|病历|手术|急诊|"
    r"医院|诊所|(?:打|返|划)(?:到|进|入)(?:我|个人)?的?卡|扣款|先扣|扣谁|额度|退回|转账|转不了|(?<!微信)(?<!信)钱包[^，,。？?]{0,4}转|绑|解绑|异地就医|(?<![宝费行信])余额|慢病|特病|长护险|惠民保|"
    r"大病保险|直系亲属|只认直系|近亲属|血压|血糖|就医|购药|(?<![行饭交校资用物员话机油园通岛宝信铁])卡[里上内]的?(?:钱|余额)|(?<![金票宝信行险老])账户[里上内]的?(?:钱|余额)"
)
_MONEY = re.compile(
    r"(?:用|刷|花|绑|扣|走|拿)(?:得|的是)?(?:我|俺|咱|他|她|老公|老婆|[\u4e00-\u9fff]?[爸妈爷奶])(?:们|自己)?(?:的(?=$|[，,。；？?！!吗么嘛吧呢不没行可能成中来付交给])|"
    r"的?(?:卡|账户|额度|余额))|我的?卡[^，,。？?！!；;]{0,8}(?:能|可以|可不可以)[^，,。？?！!；;]{0,4}(?:用|刷|给|付)|给谁用|谁能用|(?:给|帮|替)[^，,。？?]{1,8}缴|能[^，,。？?]{0,6}给[^，,。？?]{1,8}(?:使?用(?=[吗么不]|$)|付|交费|缴费|报销)|(?:账户|卡)[^，,。？?]{0,4}给"
)
_LIKE_MEDICINE = re.compile(
    "(?:买|配|用|抹|擦|吃|喝|开|打)[^，,。？?]{0,8}(?:仪|膏|贴|丸|胶囊|颗粒|冲剂|口服液|混悬液|滴剂|喷雾|针剂|片(?=[，,。？?吗]|$)|激光|矫治|理疗)"
)
_BUYS = re.compile("(?:买|配|打|看|做|拍|拔|补)[^，,。？?！!；;]{1,10}(?:行|可以|能|中)(?:吗|么|不)?")
_OTHER_SUBJECT = re.compile(
    r"叫什么|怎么称呼|花呗|支付宝余额|微信零钱|零钱通|银行卡|工资卡|公交卡|购物卡|饭卡|会员卡|公积金|养老金|退休金|养老保险|失业金|失业保险|生育津贴|工伤认定|工伤保险|房贷|贷款|信用卡|驾照|"
    r"驾驶证|护照|签证|天气|股票|基金定投|彩票|电影|菜谱|作文|写诗|"
    r"写首|翻译|机票|火车票|高铁票|旅游攻略|租房|买房|身份证|户口本|结婚证怎么|社保卡密码|"
    r"电费|水费|话费|流量|游戏|高铁[^，,。？?]{0,4}票|老年票|门票|打几折|旅游|景区|公交卡|转学|学籍|车险|寿险|论文|简历|代码|世界杯|手机号|安检|托运|仲裁|劳动局|劳动合同|律师|上牌|年检"
)
_PAPERS = re.compile("证明|补办|换证|身份证|发票|预约")
_TOPICAL = re.compile("关系|是我|卡|账户|账|钱|余额|额度|转|垫|付|缴|交费|家人|名单|亲属|看病|住院|就医|划|刷|共享")
_SHOPPING = re.compile("链接|哪个牌子|什么牌子|求推荐|推荐一款|好用吗|准不准|哪里有卖|多少钱一[台个盒]|怎么保养")
_NO_QUESTION = re.compile(  # a paper to write, or a doctor's advice
    "写(?:个|一[份篇封个段]|下|一下|点)?[^，,。？?！!；;]{0,6}(?:条|信|申请|总结|作文|文案|报告|邮件|检讨|发言|祝福|通知|稿|诗)|"
    "怎么(?:治|缓解|退烧|止咳|护理|预防)|哪[个家](?:医院|大夫|医生|诊所)[^，,。？?！!；;]{0,4}(?:好|强|靠谱)|"
    "(?:严重|要紧|正常|传染)[吗么不]|吃(?:什么|啥)[^，,。？?！!；;药]{0,6}(?:好|降)|推荐(?:一?个|家)?[^，,。？?！!；;]{0,4}(?:医院|大夫|医生)|不吃饭|能(?:不能)?(?:喝[酒茶咖]|抽烟|运动|跑步|坐飞机)|副作用|能一起吃|偏方|停车"
)
_CARE = re.compile("看(?![升电比演])|保姆|护工|月嫂|切了|[病治疼痛做用付交缴钱卡]")
_INSURED = re.compile("医保|社保|共济|账户|个账|报销|卡|钱|付|绑|统筹|农合")
_ASKED_ELSEWHERE = re.compile(  # what other offices answer, though a hospital, a relative or 社保 stands in it
    "养老(?:金|保险)?[^。？?！!]{0,14}(?:领多少|领|多少|几号|涨|补缴|补交|补齐)|派出所|民政局|教育局|人社局|公证处|法院|交警|物业|房东|劳动(?:仲裁|监察|局)|"
    "学区|小升初|学籍|教师调动|宅基地|拆迁|翻建|翻盖|出生证[^，,。？?]{0,10}(?:写错|改|丢|补|名字)|(?<![没有未能])(?:上户口|落户)(?!的)|改名|起名|社保转移(?:要)?(?:多久|怎么|手续|流程|需要)|几点(?:上班|下班|开门|关门|营业)|有号吗|周[末六日](?:有号|上班|开门)|"
    "一天[做练]几|怎么(?:锻炼|走|坐车|挂号)|磨坏|(?:驾照|驾驶证)|办[^，,。？?]{0,2}老年(?:卡|证)|照片[^，,。？?]{0,4}几寸|(?:补助|补贴)[^，,。？?]{0,8}(?:发放|标准|到账|怎么领)|没有?得到[^，,。]{0,8}(?:补助|补贴)"
)
_ASKED_HERE = re.compile(
    "医保(?!局)|共济|账户|个账|报销|绑|(?<!银行)(?<!老年)(?<!公交)卡|统筹|农合|钱包|刷|能[^，,。？?]{0,8}付|出钱|[用走][我俺他她]|(?:能|可以|可否)[替帮给]|医疗保险(?!费用?没有?得到)"
)
_ADMINISTERED = re.compile(  # how one is insured, and what the insurance pays: no account, and nobody who pays for another
    "(?:医保|社保|医疗保险)(?!局)[^，,。？?]{0,10}(?:生效|(?:一年|一个月|每月|每年)(?:要?[交缴])?多少钱|怎么参保)|"
    "[交缴]费?(?:满|够|到)?多少年|"
    "(?:意外|摔伤|车祸|交通事故)[^。？?]{0,14}报销[吗么]|生育保险[^，,。？?]{0,10}(?:报|用|领)|(?:用|享受)[^，,。？?]{0,8}生育保险|"
    "(?:医保|社保)断了?[^。？?]{0,20}能用|怎么参保|统筹[^，,。？?]{0,4}多少额度|工伤[^。？?]{0,10}谁出"
)
_OF_AN_ACCOUNT = re.compile("共济|账户|个账|钱包|绑|余额|卡[里上内]|我的?卡|[用刷走][我俺他她]|给(?!报)|[帮替代]|[我他她公婆爸妈子儿]的?(?:职工)?医保(?!断)")
_FAMILY_PAY = re.compile("(?:支付宝|微信|银行|花呗)[^，,。？?]{0,4}(?:亲情[卡号付]|亲属卡|家庭卡)|亲属卡|亲情付")
_INSURANCE = re.compile("医保|社保|共济|医疗|个账|药店|医院|看病")
_TAXES = re.compile("个人所得税|个税|专项附加扣除|汇算清缴")
_OWN_MONEY = re.compile("医保|共济|个人账户|个账|钱包|卡|社保")
_ELSE = re.compile(  # what other offices answer
    "公积金|公交卡|电话卡|手机卡|校园卡|饭卡|购物卡|会员卡|门禁卡|信用卡|老年卡|地铁卡|驾照|驾驶证|签证|护照|转学|学籍|入学|[读上](?:初中|小学|高中|幼儿园)|落户|积分入户|居住证|高铁|火车|机票|车票|门票|景区|旅游|"
    "养老金|养老保险|失业金|房产|拆迁|宅基地|抚养费|遗产税|快递|宽带|流量|话费|水电|燃气|游戏"
)
_OURS = re.compile("医保|社保|共济|钱包|绑|报销|医院|药|亲情|授权|个人账户|个账")


def is_about(text: str, words: list[Word]) -> bool:
    """Whether the text is about medical insurance, its accounts, or a medical expense."""
    if is_private(text):
        return False
    if _TAXES.search(text) or "公积金" in text and not _OWN_MONEY.search(text):
        return False
    if _ASKED_ELSEWHERE.search(text) and not _ASKED_HERE.search(text):
        return False
    if _ADMINISTERED.search(text) and not _OF_AN_ACCOUNT.search(text):
        return False
    if _SHOPPING.search(text) and not re.search("医保|社保|共济|账户|报销|卡", text):
        return False
    if _NO_QUESTION.search(text) and not _INSURED.search(text):
        return False
    if _SUBJECT.search(text):
        return True
    if _OTHER_SUBJECT.search(text):
        return {"kin", "item"} <= {word.kind for word in words} and bool(_BUYS.search(text))
    if sum(word.end - word.start for word in words) >= 0.6 * len(text) and any(word.kind == "kin" for word in words):
        return True
    kinds = {word.kind for word in words}
    if "kin" in kinds and (_MONEY.search(text) or _LIKE_MEDICINE.search(text) or kinds & {"region", "pool"} and _CARE.search(text)):
        return True
    spent = any(word.kind in ("item", "expense") for word in words)
    return spent and bool(re.search(r"卡|账户|能|可以|钱", text) or kinds & {"kin", "region", "pool"})


def is_private(text: str) -> bool:
    """Whether a text asks about a family card of Alipay or WeChat, which pays from no insurance account."""
    return bool(_FAMILY_PAY.search(text)) and not _INSURANCE.search(text)


def elsewhere(text: str) -> bool:
    """Whether a text asks what another office answers: a lost bus card, a new school."""
    return bool(_ELSE.search(text) or _PAPERS.search(text) and not _TOPICAL.search(text)) and not _OURS.search(text)
