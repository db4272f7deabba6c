"""Topics: what people ask beside relation and expense, found in their own words and answered for the day."""

from __future__ import annotations

import datetime
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder import guides
from builder.compiled import canonical
from builder.format import FILES
from builder.policies import PolicySet
from builder.problems import Problems
from builder.shapes import Reading
from builder.site import Site
from builder.yaml_text import read_text
from calculator import Policies
from calculator.topics import find_topic, topic_answer

DOCS = Path(__file__).parent.parent / "docs"

PHRASINGS = {
    "family-code": [
        "亲情账户和家庭共济有什么区别",
        "亲情帐户跟家庭共济是一回事吗？",
        "我绑了亲情账户怎么还是扣不了我卡里的钱",
        "医保亲情账号是干啥的，和共济一样吗",
        "开了亲情号是不是就等于共济了",
        "亲情账户 能用我的钱吗",
        "亲情账户是不是家庭共济",
        "我在国家医保app加了亲情账户，为啥我妈买药还是花自己的",
        "亲情账户绑了能花我的余额么",
        "亲情账户绑定后可以用我的余额买药吗",
        "微信里的亲情卡是不是就是医保共济",
    ],
    "bound-not-charged": [
        "绑了家庭共济，为什么扣不了钱",
        "给我妈绑定好了，药店刷不了，怎么回事",
        "共济绑定成功了去医院还是要自己付现金，绑了没用",
        "绑定了老公，结算的时候没扣我的",
        "授权了我爸，可是付不了",
        "家庭共济办了用不了为什么",
        "明明绑了，支付失败咋回事",
        "我给父亲开通了共济，但是他去医院刷卡没扣我的钱",
        "绑定家庭共济后买药还是提示余额不足",
        "办了家庭共济为什么还是自己掏钱",
        "已经绑了我老婆，她刷医保还是现金支付",
        "给老妈弄好家庭共济了，结果药店说余额为0扣不了",
        "共济绑了一个月了一次都没扣过我的",
    ],
    "cannot-bind": [
        "绑定不了我婆婆",
        "添加家庭成员总是绑定失败",
        "绑不上我妈是什么原因",
        "一直提示无法绑定",
        "添加我妹妹的时候总说失败",
        "系统说不能绑定这个人怎么办",
        "输入身份证后提示不是近亲属",
        "绑定家人显示不符合条件",
        "为什么我绑不了我奶奶",
        "绑定时提示已被他人绑定",
    ],
    "bind": [
        "家庭共济怎么绑定",
        "在哪里绑定家人",
        "怎么办理家庭共济",
        "家庭共济如何开通",
        "请问共济的流程",
        "咋个给屋头老人办共济",
        "家庭共济入口在哪",
        "手机上怎么操作家庭共济",
        "想把医保卡的钱给爸妈用，怎么操作",
        "家庭共济去哪里弄",
        "如何把老婆加进我的医保共济",
        "需要去医保局办吗还是手机就行 家庭共济",
        "请问一下医保家庭共济在什么地方办理",
        "家庭共济要去窗口办还是网上办",
        "第一次用，教教我怎么绑家人",
        "家庭共济怎么弄啊不会",
    ],
    "release": [
        "怎么解绑",
        "家庭共济如何解除",
        "我不想给前夫用了怎么取消绑定",
        "想换个人绑行吗",
        "如何取消家庭共济",
        "共济账户怎么注销",
        "离婚了怎么解除家庭共济",
        "解绑医保家庭共济的步骤",
        "怎么把前妻从共济里删掉",
        "我想取消给弟弟的授权",
        "共济不想要了怎么退",
        "我想把我爸从家庭共济里删掉",
        "怎样撤销家庭共济",
        "离婚后要马上解绑吗",
        "能不能把共济给关了",
    ],
    "after-release": [
        "解绑后钱怎么办",
        "额度没用完能退回来吗",
        "解除共济以后余额退给谁",
        "给我妈设的额度用不完，能收回吗",
        "钱包里转过去的钱能要回来吗",
        "转错人了怎么退",
        "取消绑定，没花完的钱会回到我账户吗",
        "解绑之后余额还在吗",
        "钱包没用完怎么退回个人账户",
        "给我妈转的2000没用，能退吗",
        "取消共济后额度什么时候回来",
        "解绑后之前给的额度还能回来吗",
        "转给孩子的医保钱包的钱退得回来不",
        "我给爸爸设置了5000额度，不想给了，这5000还能自己用吗",
    ],
    "transfer-fails": [
        "医保钱包转不了钱",
        "钱包转账失败怎么办",
        "单日一次转1000没成功，转不出去不知道为啥",
        "医保钱包一天能转多少",
        "钱包额度上限是多少",
        "转给我爸的钱一直没到账",
        "医保钱包限额多少",
        "转账提示超过限额",
        "医保钱包晚上不能转账吗",
        "给我妈医保钱包转账她收不到",
        "一天只能转三笔吗",
        "医保钱包给老婆转不出钱",
        "单笔最多能转多少钱到医保钱包",
        "医保钱包转账次日退回是什么原因",
    ],
    "hospital-no-wallet": [
        "医院用不了医保钱包",
        "药店说不支持医保钱包",
        "三甲医院为什么不能用医保钱包",
        "医保钱包在药店刷不出来",
        "哪些医院能用医保钱包",
        "我妈的医保钱包里有钱可是医院不收",
        "我妈的钱包里的钱在医院窗口没法用",
        "怎么知道哪家医院支持医保钱包",
        "药房说他们没有接口用不了钱包",
        "去协和看病能用医保钱包吗",
        "社区医院说没法刷医保钱包",
        "县医院不能刷医保钱包怎么办",
    ],
    "proof": [
        "绑定要不要户口本",
        "办共济需要结婚证吗",
        "家庭共济要什么材料",
        "怎么证明是我爸",
        "不在一个户口本上能绑定吗",
        "要不要上传关系证明",
        "医保钱包要上传户口本吗",
        "绑定父母需要上传户口簿吗",
        "我和我妈户口不在一起能绑吗",
        "没有结婚证可以绑定老公吗",
        "办理共济需要带哪些证件",
        "共济绑定要提供什么资料",
        "没有户口本怎么证明母女关系",
        "异地的父母没有户口本复印件可以绑吗",
    ],
    "who-pays-first": [
        "先扣谁的钱",
        "我妈自己也有医保账户，先用谁的",
        "绑定后是先扣我的还是先扣他的",
        "共济扣款顺序",
        "是不是先用完自己的才用我的，先用本人的吗",
        "两个子女都绑了，扣谁的",
        "我和我姐都给妈绑了，结账扣谁的",
        "先花我妈自己的钱还是先花我的",
        "扣款的先后顺序能改吗",
        "我妈是退休职工，结算时先扣她自己的账户吗",
        "共济是优先扣共济账户吗",
        "绑了以后他自己卡里有钱会先用他的吗",
    ],
    "cash": [
        "个人账户能不能取现",
        "医保卡里的钱能提现吗",
        "医保个人账户的钱可以取出来吗",
        "医保钱包能套现不",
        "医保余额能转到银行卡吗",
        "医保钱包的钱能不能转到微信",
        "医保个人账户里有8000块，怎么提现",
        "个人账户能套出来吗",
        "医保卡里面的钱可以提取吗",
        "能不能把医保的钱换成现金",
        "想把社保卡医保账户里的钱变现",
        "医保余额怎么提现到银行卡",
        "医保个人账户可以提现吗多少手续费",
    ],
    "reimbursement": [
        "报销比例跟谁走",
        "用我的共济，我妈报销按职工还是居民",
        "绑定以后我爸能享受职工报销待遇吗",
        "报销多少是按我的还是按她的",
        "共济了是不是报销也能共享",
        "我妈用我的账户是不是也按我的比例报",
        "共济之后爸妈能按职工医保报销吗",
        "用了共济报销比例会变吗",
        "绑了我以后他的起付线会变吗",
        "居民医保的老人用共济，报销比例是不是变高",
        "共济后报销比例按父母的还是我的",
    ],
    "own-card": [
        "用我的卡给家人刷行不行",
        "我能直接拿我的医保卡给我妈看病吗",
        "医保卡可以借给家里人用吗",
        "刷我的医保卡给孩子看病违法吗",
        "用我的社保卡给我爸挂号可以吗",
        "冒名就医怎么罚",
        "把医保卡给老婆用行吗",
        "我的医保卡能不能给我爸刷",
        "老妈拿我的社保卡去买药犯法吗",
        "家里人能直接刷我的卡吗",
        "借医保卡给亲戚看病",
        "拿儿子的医保卡给孙子看病可以吗",
        "儿子发烧直接刷我的医保卡挂号行吗",
        "医保卡借给朋友买药会怎么样",
        "我妈没带卡，能刷我的医保码吗",
    ],
    "wallet": [
        "医保钱包是什么",
        "医保钱包怎么开通",
        "怎样激活医保钱包",
        "医保钱包在哪里找",
        "跨省共济怎么办理",
        "老人不会用手机，医保钱包能代开通吗",
        "啥叫医保钱包",
        "钱包怎么激活",
        "在哪开通医保钱包",
        "两个人不在一个省怎么绑定",
        "父母没有智能手机怎么开医保钱包",
        "怎么给外地的爸妈开共济",
        "医保钱包有什么用",
        "医保钱包怎么给父母转钱",
    ],
    "who-has-account": [
        "谁有个人账户",
        "灵活就业有没有个人账户",
        "退休了有个人账户吗",
        "为什么我没有个人账户",
        "什么是个人账户",
        "单建统筹是什么意思",
        "退休人员有没有个人账户",
        "我自己交的灵活就业医保有个人账户吗",
        "怎么看自己有没有个人账户",
        "公务员有没有个人账户",
        "个人账户每个月打多少钱",
        "为啥居民没有个人账户",
    ],
    "resident-donor": [
        "居民医保能不能共济给别人",
        "我是居民医保，能给我儿子用吗",
        "新农合可以共济给家人吗",
        "我交的是居民医保，能绑我老公吗",
        "城乡居民医保有个人账户吗",
        "我是城乡居民医保可以给孩子用吗",
        "新农合的钱能共济吗",
        "我参加的是居民医保，可以共济给别人不",
        "居民医保没有个人账户能共济吗",
    ],
    "money-moves": [
        "钱是不是转过去了",
        "共济的钱是转账还是怎么样",
        "设了额度我自己还能用吗",
        "额度是什么意思",
        "共济后我的钱会冻结吗",
        "家庭共济是把钱划转到家人账户吗",
        "是把钱打到我妈卡上吗",
        "设完额度钱还是我的吗",
        "共济是要先转钱过去吗",
        "额度是不是直接给到他手里",
        "设额度以后这笔钱我还能花吗",
        "设置额度是不是等于钱给他了",
    ],
    "outpatient-pool": [
        "门诊统筹能不能共济",
        "门诊统筹家人能用吗",
        "统筹账户里的钱能给孩子用不",
        "统筹基金可以给家里人用吗",
        "我的门诊统筹额度用不完能给爸妈吗",
        "统筹和共济有啥区别",
        "单位给的门诊统筹能不能给我妈报",
        "统筹账户的钱可以家人共享吗",
        "职工门诊统筹能给配偶用吗",
    ],
    "proxy-purchase": [
        "能代买药吗",
        "老人腿脚不好，我替他去药店拿药行吗",
        "帮我妈去医院开药要带什么",
        "代购药要什么证件",
        "我爸住院，我拿他的卡去药店替他买药行吗",
        "帮瘫痪在床的奶奶开药",
        "老人瘫痪了子女能代开药吗",
    ],
    "people-limit": [
        "最多能绑几个人",
        "一个人可以绑定多少人",
        "家庭共济人数限制",
        "绑定有名额吗",
        "我妈能被几个人绑",
        "一个职工能绑几个家属",
        "可以绑多少个人有没有上限",
        "一个人能被两个人同时绑定吗",
        "家庭共济上限几个人",
        "最多可以绑定几位家属",
        "可以同时绑定父母和岳父母几个人",
    ],
    "cross-province-open": [
        "跨省共济开通了没有",
        "广东开通跨省共济了吗",
        "哪些省能用医保钱包",
        "现在全国都能跨省共济了吗",
        "医保钱包深圳开通了吗",
        "什么时候能跨省共济",
        "跨省家庭共济全国都开通了吗",
        "我们市有没有开通医保钱包",
        "北京跨省共济啥时候开始",
        "2026年跨省共济开通了哪些地方",
        "现在跨省共济能用了吗",
        "重庆四川之间跨省共济开了吗",
    ],
    "white-list": [
        "白名单是什么",
        "药店白名单有哪些",
        "药店哪些东西能刷医保",
        "为什么药店现在不让刷了",
        "药店买牙膏不能刷医保了是什么规定",
        "定点药店个人账户白名单",
        "药店白名单什么时候开始",
        "为什么药店不能刷保健品",
        "血压计在药店白名单里吗",
    ],
    "mutual": [
        "夫妻俩都是职工医保能互相绑吗",
        "可以互绑吗",
        "我和老公可以互相共济吗",
        "我和我爱人可以相互绑定吗",
    ],
    "moved": [
        "我换工作了共济还有效吗",
        "断缴了家庭共济还能用吗",
        "医保转走了会自动解除吗",
        "跳槽到别的城市家庭共济会失效吗",
        "我辞职了，之前绑定的父母还能用吗",
        "退休后之前绑定的共济还有效吗",
        "社保断缴会影响家庭共济吗",
    ],
    "death": [
        "人去世了医保个人账户的钱怎么办",
        "我爸过世了，医保卡的余额能继承吗",
        "老人去世后医保卡余额怎么取",
        "母亲去世了她账户里的钱归谁",
        "参保人死亡后共济额度怎么处理",
        "我妈去世了她医保个人账户余额咋办",
    ],
    "premium": [
        "怎么用个人账户给爸妈交居民医保",
        "如何代缴城乡居民医保",
        "居民医保什么时候交，在哪交居民医保",
        "爸妈的居民医保怎么用我的账户交",
        "代缴居民医保在哪里操作",
        "用医保个人账户怎么交孩子的居民医保",
    ],
    "who-may": [
        "近亲属包括哪些人",
        "个账能给谁用",
        "哪些亲戚可以用",
        "什么叫近亲属",
        "医保共济可以给哪些亲戚",
        "共济能绑什么人",
        "家庭共济的范围包括哪些亲属",
    ],
    "what-for": [
        "共济的钱能付什么",
        "家庭共济能买什么",
        "个人账户的钱能买哪些东西",
        "家庭共济可以用在哪些地方",
        "医保个人账户都能干啥",
        "医保个人账户能买什么东西",
    ],
    "sharing": [
        "家庭共济是什么",
        "啥是家庭共济",
        "家庭共济有什么用",
        "什么叫家庭共济",
        "家庭共济是干什么的",
    ],
}

PLAIN = [
    "我在广西能给岳父付住院的钱吗",
    "我在深圳上班，社保交深圳的，老家衡阳的婆婆能用我医保卡里的钱买血压计不",
    "在长沙交医保，给岳父买血压计",
    "给爸妈交居民医保",
    "给孩子在药店买药",
    "给妈妈付体检费",
    "我妈是居民医保，我能用个人账户给她付住院费吗",
    "老公的妈妈在四川住院可以用我的医保余额吗",
    "姥姥打流感疫苗能刷我的医保吗",
    "给老婆买惠民保",
    "我弟弟在外省，能给他付门诊吗",
    "2024年5月能给哥哥付医药费吗",
    "去年元旦给奶奶买药可以不",
    "我在南宁，我爸在柳州，看牙能用吗",
    "儿子配眼镜能用我的个人账户吗",
    "医保个人账户能给儿媳付生孩子的费用吗",
    "退休了，个人账户能给老伴买药吗",
    "我余额还有1800，给岳母买助听器要268元",
    "绑了3个人了，还能给外公付住院吗",
    "我是灵活就业的，能给女儿付挂号费吗",
    "不在同一个统筹区，能给妈妈买药吗",
    "新疆兵团的职工能给父母付药费吗",
    "我爸没有医保，能用我的吗",
    "公公婆婆可以共济吗",
    "侄女看病能用我的钱不",
    "外孙打疫苗",
    "给爱人付长护险",
    "上海的个人账户能给江苏的妈妈用吗",
    "能给继父买降压药吗",
    "同事住院能帮他付吗",
    "表弟的药费",
    "我女儿新生儿没上户口能付住院费吗",
    "孩子开诊断证明要20块能付吗",
    "帮我妈买药能用我的个人账户吗",
    "岳父不能用吗",
    "我能用我的医保卡给我妈买药吗",
    "给姑姑买轮椅",
    "互联网医院给爸爸买药可以吗",
    "北京，老丈人，种牙",
    "今天天气怎么样",
    "医保局几点下班",
    "异地就医备案怎么弄",
    "",
    "，。！？",
    "湖北给大姨付医药费",
    "我在上海，爸妈在安徽老家参加的居民医保，能用我的医保卡余额吗",
    "能给我婆婆做白内障手术付钱吗",
    "职工医保的钱可以给小孩交少儿医保吗",
    "给我女朋友买药",
    "爷爷在河南住院，我在苏州上班",
    "能用老公的医保给我妈交新农合吗",
    "医保卡余额可以买奶粉吗",
    "舅舅能不能共济",
    "孙子看牙箍牙",
    "我妈在外地，跨省买药能用我的吗",
    "2021年能给老婆付门诊费吗",
    "给岳父绑定共济可以吗",
    "前夫能用我的吗",
    "儿媳妇产检",
    "同父异母的弟弟可以用我的个人账户吗",
    "养母住院",
    "我家属在农村，能用吗",
    "我退休了在海南，女儿在北京，可以给她买药吗",
    "口罩酒精可以给家里人买不",
    "我的医保能给老公付核磁共振的钱吗",
    "个人账户可以给爷爷买制氧机吗",
    "我姐在江苏，我在浙江，能给她付生孩子的钱吗",
    "丈母娘打带状疱疹疫苗能刷吗",
    "用我的医保余额给爸爸交大病保险可以吗",
    "孩子上学体检费用能用我个人账户吗",
    "我公公住院自费的两万块可以用我的账户付吗",
    "老公在天津，我在河北，能给他买药不",
    "湖南的职工医保给广东的女儿用",
    "给舅妈买胰岛素",
    "我在成都，想给绵阳的外婆付门诊慢特病",
    "我能不能给儿子的未婚妻付产检费",
    "弟媳看病",
    "给妈妈做核磁共振可以吗",
    "网上买药能用共济吗",
    "我爸退休职工，我妈居民，能用我爸的给我妈付吗",
    "中药饮片可以给老婆买吗",
    "社区医院给孩子打疫苗",
    "广西的职工医保能给海南的父母买药吗",
    "保健品能给奶奶买吗",
    "我在杭州能给丈母娘交医保吗",
    "给孩子交学平险能用吗",
    "我和弟弟都在成都，他住院我能付吗",
    "医保卡余额能给父母买养老险吗",
    "父母在农村没有医保，怎么给他们用",
    "想给公公买轮椅，浙江的",
    "我姨在武汉看病，我在长沙",
    "个人账户余额三千，能给孙子买奶粉吗",
]

NAMES = [(text, name) for name, texts in PHRASINGS.items() for text in texts]
IDS = sorted(PHRASINGS)
DAYS = [(datetime.date(2019, 1, 1) + datetime.timedelta(days=n)).isoformat() for n in range(9 * 365 + 2)]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_topic_is_found_in_peoples_own_words(text: str, name: str, policies: Policies) -> None:
    assert find_topic(text, policies) == name


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_question_has_no_topic(text: str, policies: Policies) -> None:
    assert find_topic(text, policies) is None


@pytest.mark.parametrize("form", ["我在广西能给{}付{}的钱吗", "{}的{}可以用我的个人账户吗", "用我医保卡里的钱给{}买{}行不行"])
def test_no_word_for_a_relative_or_an_expense_makes_a_topic(form: str, policies: Policies) -> None:
    """Except for what is no expense at all (取现), and for relatives who have died."""
    kin, items = list(policies.kin), list(policies.items)
    for number in range(max(len(kin), len(items))):
        text = form.format(kin[number % len(kin)], items[number % len(items)])
        assert find_topic(text, policies) in (None, "cash", "death"), text


def test_a_title_leads_to_its_own_topic(policies: Policies) -> None:
    """Related topics are links that ask the title."""
    titles = {name: topic["title"] for name, topic in policies.topics["topics"].items()}
    assert {name: find_topic(title, policies) for name, title in titles.items()} == {name: name for name in titles}


@pytest.mark.parametrize("text", ["　怎么 解 绑？", "怎么\n解绑", "ｗｅｃｈａｔ里怎么解绑", "怎么解绑" * 2000])
def test_spaces_full_width_letters_and_length_do_not_matter(text: str, policies: Policies) -> None:
    assert find_topic(text, policies) == "release"


def test_there_are_phrasings_for_every_topic(policies: Policies) -> None:
    assert set(PHRASINGS) == set(policies.topics["topics"])
    assert len(NAMES) >= 80
    assert len(PLAIN) >= 30


@pytest.mark.parametrize("name", IDS)
def test_every_day_has_an_answer_or_says_that_nothing_was_found(name: str, policies: Policies) -> None:
    for on in DAYS:
        answer = topic_answer(name, on, policies)
        assert answer["paragraphs"]
        for paragraph in answer["paragraphs"]:
            assert paragraph["documents"] or "没有查到" in paragraph["text"], on
            assert all(document in policies.documents for document in paragraph["documents"])


@pytest.mark.parametrize("name", IDS)
def test_a_day_sees_only_what_is_in_force_and_says_what_is_uncertain(
    name: str, policies: Policies, policy_set: PolicySet
) -> None:
    raw = next(topic for topic in policy_set.topics["topics"] if topic["id"] == name)
    for entry in raw["answer"]:
        start = entry["from"]
        sure = start if isinstance(start, str) else start["by"]
        before = _shift(start if isinstance(start, str) else start["after"], -1 if isinstance(start, str) else 0)
        assert entry["text"] not in _texts(name, before, policies)
        assert _note(name, sure, entry["text"], policies) == "" or entry.get("uncertain_after", "9999") <= sure
        if not isinstance(start, str):
            assert "说不准" in _note(name, _shift(start["after"], 1), entry["text"], policies)
        if entry.get("until"):
            assert entry["text"] in _texts(name, entry["until"], policies)
            assert entry["text"] not in _texts(name, _shift(entry["until"], 1), policies)
        if "uncertain_after" in entry:
            assert "没有查到" in _note(name, entry["uncertain_after"], entry["text"], policies)


def _shift(day: str, by: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=by)).isoformat()


def _texts(name: str, on: str, policies: Policies) -> list[str]:
    return [paragraph["text"] for paragraph in topic_answer(name, on, policies)["paragraphs"]]


def _note(name: str, on: str, text: str, policies: Policies) -> str:
    return next(str(p["note"]) for p in topic_answer(name, on, policies)["paragraphs"] if p["text"] == text)


def test_the_money_was_transferred_before_and_is_a_quota_since(policies: Policies) -> None:
    before, since = _texts("money-moves", "2025-12-01", policies), _texts("money-moves", "2026-01-09", policies)
    assert any("真的转账" in text for text in before)
    assert not any("额度" in text for text in before)
    assert any("没有转过去" in text for text in since)


def test_weak_sources_are_marked(policies: Policies) -> None:
    answer = topic_answer("cash", "2026-11-22", policies)
    assert [paragraph["weak"] for paragraph in answer["paragraphs"]].count(True) == 1
    assert answer["html"].count("待核实") == 1


class _Tags(HTMLParser):
    """Counts the tags and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)
        self.links += [value or "" for key, value in attrs if key == "href"]
        assert all(not key.startswith("on") for key, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert not tags.open
    return tags


@pytest.mark.parametrize("name", IDS)
def test_the_card_is_whole_and_leads_on(name: str, policies: Policies) -> None:
    answer = topic_answer(name, "2026-11-22", policies, "guangxi")
    tags = _tags(answer["html"])
    assert tags.seen[0] == "article"
    assert answer["guide"] in tags.links
    assert "tel:12393" in tags.links
    assert [link for link in tags.links if link.startswith("check/")] == [
        f"check/#text={policies.topics['topics'][other]['title']}" for other in answer["related"]
    ]
    if answer["local"]:
        assert f"regions/guangxi/#{policies.topics['topics'][name]['local']}" in tags.links
    assert json.loads(canonical(answer)) == answer


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&amp;"


def test_hostile_text_is_escaped(compiled: str) -> None:
    """Even if a policy file, a document or an argument held it."""
    content = json.loads(compiled)
    topic = content["topics"]["topics"]["release"]
    topic["title"] = topic["answer"][0]["text"] = HOSTILE
    content["topics"]["topics"][HOSTILE] = {**topic, "guide": "release#" + HOSTILE, "related": ["release"]}
    content["documents"][topic["answer"][0]["documents"][0]] |= {"title": HOSTILE, "issuer": HOSTILE, "url": HOSTILE}
    content["regions"]["guangxi"]["short"] = HOSTILE
    hostile = Policies({**content, "data": HOSTILE})
    for region in (None, "guangxi", HOSTILE):
        for on in ("2026-11-22", HOSTILE):
            tags = _tags(topic_answer(HOSTILE, on, hostile, region)["html"])
            assert {"script", "img", "b"}.isdisjoint(tags.seen)
    find_topic(HOSTILE, hostile)


# The file and the guide pages


@pytest.fixture(scope="module")
def guide(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The guide pages as they are written for MkDocs, by name."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "templates").symlink_to(DOCS / "templates")
    guides.write(Site(policy_set, policies, "2026-11-22", docs))
    return {path.stem: path.read_text(encoding="utf-8") for path in (docs / "guide").iterdir()}


def test_every_topic_leads_to_a_heading_of_a_guide_page(policies: Policies, guide: dict[str, str]) -> None:
    for name, topic in policies.topics["topics"].items():
        page, anchor = topic["guide"].split("#")
        assert re.search(rf"^#.*\{{ #{anchor} \}}$", guide[page], re.MULTILINE), f"{name}: {topic['guide']}"
        assert topic["title"] in guide["index"], f"{name} is not among the questions of guide/index.md"


def test_guides_link_to_every_region(policies: Policies, guide: dict[str, str]) -> None:
    linked = set(re.findall(r'href="../../regions/(\w+)/#binding"', guide["bind"]))
    assert linked == set(policies.regions)


ENTRY = "{id: a, title: 一, any: [[词]], answer: [{text: 没有查到, from: 2024-01-01}], guide: bind#steps}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"topics: [{ENTRY}, {ENTRY}]", "'a' stands twice"),
        (f"alike: [{{word: 甲, words: [丙]}}, {{word: 乙, words: [丙]}}]\ntopics: [{ENTRY}]", "'丙' stands twice"),
        (f"topics: [{ENTRY.replace('没有查到', '可以')}]", "key 'documents' is missing"),
        (f"topics: [{ENTRY.replace('bind#steps', 'bind')}]", "is not a guide page"),
        (f"topics: [{ENTRY.replace('[[词]]', '[[]]')}]", "the list is empty"),
        (f"topics: [{ENTRY.replace('2024-01-01', '2024-01-01, until: 2023-01-01')}]", "is before from"),
        (f"topics: [{ENTRY.replace('guide', 'gide')}]", "unknown key 'gide'"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, said: str) -> None:
    problems = Problems()
    read_text(text, "topics.yaml", FILES["topics"], Reading(problems))
    assert said in str(list(problems)), str(list(problems))


def test_sentences_are_short_and_plain(policy_set: PolicySet) -> None:
    """At most 62 characters a sentence, full-width punctuation, no words of the office."""
    for topic in policy_set.topics["topics"]:
        for entry in topic["answer"]:
            for sentence in re.split(r"[。；？]", entry["text"]):
                assert len(sentence) <= 62, f"{topic['id']}: {sentence}"
            assert not re.search(r"[,;?!()]|共济人|授权人|清算|经办", entry["text"]), entry["text"]
