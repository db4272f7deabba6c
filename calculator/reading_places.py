"""Which place in a sentence is the donor's and which the relative's.

A place belongs to the person whom it describes (湖南的岳父) or who stands before it in the clause (岳父在湖南); where several
places belong to one person, the one where the insurance is paid beats where they live or come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from calculator import reading_abode as abode
from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_distance import as_one, distance
from calculator.reading_mentions import Mention, together
from calculator.reading_named import Place, alternatives, named_places
from calculator.reading_owner import (
    MARKS,
    also_there,
    apart,
    are_many,
    nearest_to,
    of_payer,
    one_or_both,
    owner_of,
    role_of,
    subject_before,
    unlinked,
    with_others,
)

_INSURED_BEFORE = re.compile(
    r"(?:医保|社保|参保|(?<!和)(?<!跟)(?:新农合|农合|合作医疗|医疗保险)|关系|医保卡|单位|公司|户头|账户|交|缴|(?<![本证])上)(?:地|关系)?(?:都|"
    r"也|还|就|一直|是|仍然?|均|皆|亦|依然|现|系|却|上)*(?:在|是|为|系|于|交在|缴在|放在|挂在|落在|交的是?|缴的是?|交|缴|属于|属|归)*(?:的)?$|"
    r"(?:交|缴|参|参保|上)(?:在|的是?)?$|(?:医保|社保|关系|参保)[^，,]{0,3}(?:在|交|缴|是)(?:在)?(?:老家|"
    r"家乡)$"
)
_INSURED_AFTER = re.compile(
    r"^(?:市|省|自治区|那边|这边|本地|当地|老家)?(?:的|打工|上班|工作|务工)?(?:参加?|交(?!大|通|警)|缴|上|买|办|有)?(?:了|"
    r"的|着)?(?:职工|居民|城乡居民|城镇职工|灵活就业|退休职工|退休|省直|市直)?(?:的)?(?:医保|"
    r"社保|参保|参加|交(?!大|通|警)|缴|新农合|合作医疗|农合|城乡医保|个人账户|单位|参职工|退休|医保卡|"
    r"职工)|^[^，,。？?]{1,6}(?<!家)退休(?:职工|工人|教师|老师|干部)?的?$"
)
_INSURED_TOO = re.compile("[，,](?:医保|社保|参保)(?:关系)?[也都还](?:一直)?(?:在|是)(?:那|这|一起|当地|老家|那[边儿里])?(?=[，,。；;])")
_INSURED_NEXT = re.compile(  # 人在广州医保在湛江: it is the next place where the insurance is
    "(?:市|省|那边|上班|工作|打工)?(?:职工)?(?:医保|社保|参保|新?农合|合作医疗)(?:关系|卡)?(?:还|都|也|却|就|一直|现在|是|交|缴|参|放|挂)*在(?![这那])"
)
_STAY = re.compile(
    r"(?:住|现居|旅居|(?<![个爱])人|带娃|养老|常住|暂住|借住|租房|出差|旅游|看病|住院|户口|户籍|老家|家乡|娘家|"
    r"婆家|籍贯|出生)(?:现在|目前|都|也|还|就|一直)?(?:在|是)?$"
)
_AT_HOME = re.compile("[^，,。？?]{0,5}(?:上班|工作|教书|任教|打工|当老师|当医生|开店)")  # 我在老家孝感上班
_HOME = re.compile(r"(?<!不在)(?:老家|家乡|娘家|婆家|户口|户籍|籍贯|出生)(?:现在|都|就)?(?:在|是)?$")
_TREATED_BEFORE = re.compile(r"(?:来|去|到|回|上|跑|转到|转院到|送到)$")
_TREATED_AFTER = re.compile(
    r"^(?:市|省|那边|的)?(?:[\u4e00-\u9fff]{0,4})?(?:看病|看个病|住院|做手术|手术|治病|治疗|"
    r"就医|就诊|动手术|检查|玩|旅游|出差|带娃|带孩子|带[外小]?孙|照顾|照看|伺候|帮忙|帮着|帮我|过冬|过年|避暑)"
)
_INSTITUTION = re.compile(r"(?:省|市)?的?(?:(?![来去在到从回住的])[\u4e00-\u9fff]){0,6}?(?:医院|大药房|卫生院|附院|[一二三四五六七八九]院|查出|确诊|妇幼)")
_TREATED_THERE = re.compile(
    "(?:市|省|这边|那边)?(?:过冬|过年|避暑|度假|旅居|猫冬|旅游|看病|看个病|[看补种镶拔]牙|打针|输液|挂水|住院|住着院|做?手术|治|就医|就诊|[化放]疗|透析|开刀|检查|抢救|(?:做|装|换|种|镶|植|拍|割|切|取)(?:了|过|的|个)(?!生意|买卖|工|保安)|(?:帮|给)(?:忙|着|[我俺咱]们?家?)*(?:带|看|照顾)[大小]?[孩娃宝二孙])"
)
_TREATED_IN = re.compile("(?:手术|[化放]疗|透析|检查|治疗|看病|住院|康复|复查|异地备案)[^，,。(（我俺他她]{0,4}(?:在|去的?|到)$")  # 化疗都在广州做
_AS_I_DO = re.compile("跟(?:着)?我们?(?:一起|一块)?(?:上|交|参|参加|在|住|办|过|生活)(?:的|在)?$")
_BROUGHT = re.compile("(?:在|[送拉]?(?:到|进|去|往)了?)$")
_BACK = re.compile(
    "(?:现在|如今|目前|后来|退休后|前[几两]?年|去年)[^，,。？?]{0,4}(?:回到?|返回)(?:了)?(?:老家)?$|后来(?:就|一直|都)*在$|"
    "离婚[^，,。？?]{0,6}回(?:到|了)*(?:老家)?$"
)
_LEFT_WITH_ME = re.compile("(?:给|在|跟|归)(?:我|俺)们?(?:老?两口子?|家|带|养|管)*[，,]$")
_CALLED, _READERS = re.compile("(?:有没有|有木有|有无)$"), re.compile("(?:这边)?的?(?:姐妹|兄弟|朋友|老乡|宝妈|家人|懂|知道|大神)")
_INTO = re.compile("嫁(?:到|来|进)了?(?:我|俺|咱)们?$")
_EMPLOYED = re.compile("[^，,。？?]{0,4}(?:石化|石油|油田|钢铁|厂|公司|集团|矿|[路务电]局|医院|中?学|大学)的$")
_HIRED = re.compile("(?:考|分|调|招|聘|派|进)(?:到|去|上|进|取|在|了)*$")  # 考到万州的卫生院
_COMES_FROM = re.compile("从(?:老家|家乡|农村)?$")
_TO_ME = re.compile("[^，,。？?]{0,3}(?:帮我|给我|跟我|和我|我这|我家|俺这|我们家)")
_WITH_ME_TO = re.compile("(?:跟|随)着?(?:我|俺)们?(?:一起)?(?:来|到|回|去|搬到|搬来)$")
_BOUGHT_THERE = re.compile(
    "(?:那边|这边|市)?(?:的?[^，,。？?]{0,4}(?:药店|药房))?(?:买|拿|配|"
    "开(?!车|货车|大车|店|厂|公司|饭|馆|滴滴|出租|网约|客栈|铺|摊|超市))"
)
_WORKS_THERE = re.compile("(?:里|做|当|的)*(?:上班|工作|医生|护士|大夫|职工|退休|保洁|护工)")
_FROM = re.compile("(?<!没)(?<!没有)(?<!还未)从$")
_LEFT = re.compile("(?:市|省|县|那边|老家)?(?:人)?(?:远?嫁|搬|迁|调|转|跳槽|回迁)(?:到|去|至|往|来|过来)")  # 商洛嫁到台州
_AT_WORK = re.compile("(?:单位|公司)(?:是|在)*$")  # 公司在上海,社保交苏州
_BOTH = re.compile(
    r"(?:我|我们|咱|咱们|俺)(?:俩|两个|两口子|夫妻俩?|夫妻[二两]人|夫妇[二两]?人?|[二两]人|一家)(?:人)?(?:以前|原来|都|也|均|皆)?(?:在|是|为|系)?$|"
    r"(?:我们|咱们|咱|一家人?|全家|我和|我跟|我与|俺和|俺跟|俩|两人|两个人|双方|和我|跟我|"
    r"与我|夫妻)[^，,。？?！!；;]{0,12}(?:都|全|同|一起|一样)|(?:都|同)(?:是)?(?:在|交在)?$"
)
_THINGS_BOTH = re.compile(r"^(?!.*(?:我们|咱|我和|我跟|和我|跟我|俩|双方|夫妻)).*(?:医保|社保|公积金|户口|单位|工作)(?:现在|目前)?都(?:是|在|交在)*$")
_BOTH_ALONE = re.compile(
    r"(?:^|[，,。；;？?])(?:我们)?(?:(?:父子|母子|父女|母女|祖孙|爷孙|爷俩|娘俩|婆媳|翁婿|夫妻|两口子)?(?:俩|两个?)?人?|[老小]两口|(?:姐妹|兄弟|兄妹|姐弟)(?:俩|两个?)人?|双方|大家|全家人?|一家人?|家里人?|三代人?)"
    r"(?:的?(?:医保|社保))?(?:现在)?都(?:是|在|交在|住在|参保在)*$"
)
_OR = re.compile(  # between two places of which one is meant: 一会儿说交在苏州一会儿说交在上海
    r"(?:市|省|交的?|参保|那边|的)*[，,、]?(?:还是|或者?|要么|要不|也?可能|也许|一会儿?|一时|有时候?|有人)(?:又|说|讲|是|就)*(?:交|缴|参保|属于)*(?:是|在|的)*"
)
_EACH = re.compile("(?:读书|上学|念书|上班|打工|工作|生活|的|，|,|、)*(?:另)?一个(?:人)?(?:是|在|交在|跟着|老家)*")
_FORMER = re.compile(
    "(?:以前|之前|原来|早先|过去)(?:我|俺|咱)们?(?:全家|一家|都|一直|是)*在$|"
    "(?:以前|原来|之前|原先|曾经?|过去|早先|最早|本来)(?:一直|都)?(?:在|是|的?(?:社保|医保)(?:在|交在))?$"
)
_MONEY_THERE = re.compile(
    "(?:市|省)?(?:那个|那边|这边|那里|这里|那张)?的?(?:医保|职工医保|社保)?的?(?:卡|钱|账户|个人账户|个账|余额|医保)|"
    "(?:市|省)?的(?=[付给交出结][^，,。？?！!；;看]|[付出结吗么不行，,。？?]|$)"
)
_ACCOUNT = re.compile("(?:市|省)?的?(?:医保|社保)?的?(?:个人)?(?:账户|卡|余额|个账)")  # 以前在广州的账户 is still there
_NEGATED = re.compile(r"(?:不(?:是)?在|没在|不是|没有在|不算)$")
_NEGATED_BOTH = re.compile(r"(?:都|同|一起)不在$|不都在$")
_MOVED = re.compile(r"(?:换|转|迁|调|挪)(?:回|移)?(?:到|来|去|至|回)(?:了)?$")
_HOUSEHOLD = re.compile("户口|户籍|房子|学籍|档案")  # what is moved is not the insurance
_USED_THERE = re.compile("(?:这边|这里|我们这)?(?:到底)?(?:能不能|可不可以|能否|可否|能|可以)(?:直接)?(?:扣|刷|用|付|报|划|支付|结|走)")
_OFFICIAL = re.compile(r"(?:户口|户籍|籍贯|出生)(?:现在|都|就|也|还)?(?:在|是)?$")
_INSURED_AWAY = re.compile(
    "(?:外地|外省|异地|外市|老家|家乡)(?:那边|农村|单位|公司)?(?:的|交的|参加的|缴的)?(?:职工)?(?:医保|社保|参保)(?!就医|结算|备案)|"
    "(?:医保|社保|参保地?)(?:卡|关系)?(?:都|还|也|一直|仍然?|却)*(?:是|在|交在|挂在|落在)(?:外地|外省|异地|外市|老家|家乡)"
)
_WITH_ME = re.compile("(?:跟着?|随着?)(?:我|俺)(?:们)?(?:一起|过|住|生活|在这边|这边)*(?=[，,。；;]|$)")
_WE = ("我们", "咱们", "我们家", "俺们")
_HEARSAY = re.compile("(?:听|据|问|看)[^，,。？?！!；;]{0,6}(?:说|讲|告诉我?|聊|提)(?:起|的|在)*$")
ELSEWHERE = "对方在哪里参保？不同省要走医保钱包，同一个省走家庭共济。"


@dataclass(frozen=True)
class Places:
    """What `find_places` found: the places by role, words on how far apart, and a word for an unnamed far place."""

    donor: Place | None
    relative: Place | None
    facts: list[tuple[int, int, str, str]]
    away: tuple[int, int] | None
    unsettled: dict[str, list[Place]]  # role: the places of which the text leaves open which one it is


def find_places(
    text: str, words: list[Word], people: list[Mention], donor: Mention | None, relative: Mention | None, policies: Policies
) -> Places:
    """Gives every named place to the donor, the relative or both. `donor` None is the asker."""
    named = named_places(text, words, policies)
    groups = alternatives(text, named, _OR)
    places = [place for place in named if all(place not in group[1:] for group in groups)]
    for place in places:
        place.lonely = len(places) == 1
        _describe(text, place, people, donor, relative, {other.start for other in places}, policies)
    apart(text, places, people, donor, relative)
    each = alternatives(text, places, _EACH)
    groups += [group for group in each if all(place.who == "relative" for place in group)]
    also_there(text, places, people, donor, relative)
    told = [place for place in places if place.who == "relative"]
    if told:
        for place in places:
            if place.loose and not (place.strength >= 3 and all(one.treated for one in told)):
                place.who, place.strength = "donor", place.strength if place.strength >= 3 else min(place.strength, 1)  # 我们家在沧州,我在金华打工,妈妈在沧州
    if donor is not None and all(place.who not in ("donor", "both") for place in places):
        hers = [place for place in places if place.who == "relative"]
        if len(hers) == 2 and hers[0].pronoun != hers[1].pronoun:  # 我姐想把她的医保给我妈用,她在杭州,我妈在衢州
            next(place for place in hers if place.pronoun).who = "donor"
    hers = [place for place in places if place.who == "relative"]
    mine = [place for place in places if place.who == "donor"]
    if relative is not None and not hers and any(not place.bare for place in mine):
        for place in mine:
            if place.bare and place.strength == 2 and abode.goes_on_about(text, place, relative):
                place.who = "relative"  # 女婿是孤儿,我当亲儿子待,在锡林浩特跑车
    bare = [place for place in hers if place.bare and place.strength >= 3 and not abode.is_residents(text[place.end :])]
    if donor is None and len(bare) == 1 and len(hers) > 1 and all(place.who not in ("donor", "both") for place in places):
        bare[0].who = "donor"  # 我姐是通化的居民医保,医保关系在和田
    insured = [place for place in places if place.who is None and place.strength >= 3]
    lived = next((place for place in places if place.who == "donor" and place.strength == 2), None)
    if insured and lived and len(insured) == 1 and insured[0].start < lived.start:
        groups.append([lived, insured[0]])  # 岳父是昌吉的,兵团退休,我在乌鲁木齐
    elif insured and all(place.who not in ("donor", "both") or place.strength < 3 for place in places):
        max(insured, key=lambda place: place.strength).who = "donor"  # 单位在苏州,自己住上海
    roles: dict[str, Place] = {}
    for role in ("donor", "relative"):
        own = [place for place in places if place.who in (role, "both") and not (place.loose and roles.get("donor", place) is not place)]
        if role == "relative" and "donor" not in roles and len(places) == 1 and own and unlinked(text, own[0]):
            roles["donor"] = own[0]
        elif own:
            roles[role] = max(own, key=lambda place: place.rank(role))
    named_first = min((one.start for one in people if one.kin), default=0)
    free = [place for place in places if place.who is None and place.strength >= 0 and not (place.start < named_first and place.is_at(roles.get("donor")))]
    if "donor" not in roles:
        taken = max(free, key=lambda place: (place.strength, -place.start), default=None)
        if taken is None and donor is not None:
            others = [place for place in places if place.who == "other" and place.strength > 0]
            taken = next((place for place in others if place.owner is None or place.owner.kin is not None), others[0] if others else None)
            near = [one for one in others if taken and one.owner == taken.owner and one.region == taken.region]
            taken = max(near, key=lambda one: one.strength, default=taken)
            groups += [[taken, other] for other in others[-1:] if taken and abode.are_two(taken.owner, other.owner, donor)]
        native = next((place for place in places if place.native and place.who == "other"), None)
        if native and (taken is None or taken.strength == 0):
            taken, free = native, []  # 鄂尔多斯人到天津看病
        if taken:
            roles["donor"] = taken
            free = [place for place in free if not place.is_at(taken)]
    if "relative" not in roles and relative is not None and free and free[0] is not roles.get("donor"):
        roles["relative"] = free[0]
    if "relative" not in roles and relative is not None and each and are_many(text, people, relative, each[0][0]):
        roles["relative"] = each[0][0]
        groups.append(each[0])
    here, far = roles.get("donor"), _INSURED_AWAY.search(text)
    if here and far and abode.is_far_from(text, far, here, places) and abode.is_payers(text, far.start(), people, donor):
        del roles["donor"]  # 外地医保在中山能给孩子看病吗
        if relative is not None:
            roles.setdefault("relative", here)
    facts, away = distance(text, {place.start for place in places}, bool(roles.get("relative")))
    if away and (any(place.end == away[0] for place in places) or abode.of_another(text, away[0], people, donor, relative, policies)):
        away = None  # 赣县老家
    if away and relative is not None and re.search("老家|家乡", text[slice(*away)]):
        home = next((place for place in places if place.native and place is not roles.get("donor")), None)
        if home:
            roles["relative"], away = home, None
    if "relative" not in roles and relative is not None and any(as_one(text, fact) for fact in facts):
        roles |= {"relative": roles["donor"]} if "donor" in roles else {}
    tended = next((place for place in places if place.who == "other" and relative is not None and abode.looks_after(text, place, relative)), None)
    if "relative" not in roles and tended:
        roles["relative"], away = tended, None
    if "relative" not in roles and relative is not None:
        others = [place for place in places if place.who == "other" and place.strength >= 0]
        lived = next((place for place in others if abode.lives_with(text, people, relative, place)), None)
        lived = lived or next((place for place in places if place.home and abode.is_home_of(place.home, relative, policies)), None)
        lived = lived or next((place for place in others if abode.is_brought(text, place, relative)), None)
        lived = lived or next((place for place in places if donor is not None and place.who == "donor" and abode.is_family_home(text, place)), None)
        lived = lived or next((place for place in others if abode.shares_home(place.owner, donor, relative, policies)), None)
        roles |= {"relative": lived} if lived and lived is not roles.get("donor") else {}
        here, there = roles.get("donor"), next((place for place in places if place.treated and place.strength < 0), None)
        if "relative" not in roles and here and there and here.region == there.region and lived is None:
            roles["relative"] = there  # 二姐在宁德查出结节, and nothing else tells where she is insured
        elif "relative" not in roles and here and there and here.region != there.region:
            away = away or (there.start, there.end)  # treated in another province, and nothing tells where they are insured
        elif "relative" not in roles and here and donor is None and abode.is_of_the_family(relative, policies):
            away = away or next(((place.start, place.end) for place in places if place.native and place.region != here.region), None)
    taken = roles.get("donor")
    if donor is not None and taken is not None and taken.who != "donor" and abode.is_far(text, people, donor):
        del roles["donor"]  # 我们是甘州区的,她儿子在外省
    with_me = _WITH_ME.search(text) if relative is not None and donor is None else None
    lived = next((place for place in places if place.who in ("donor", "both") and place.strength < 3 and place is not roles.get("donor")), None)
    if with_me and lived and taken and taken.who == "donor" and roles.get("relative", taken) in (taken, lived):
        roles["relative"] = lived
        groups.append([lived, taken])  # 我在深圳打工,社保在赣县,孩子跟着我
    hers = [place for place in places if place.who == "relative" and 0 <= place.strength < 1 and place is not roles.get("relative")]
    where = roles.get("relative")
    groups += [[where, other] for other in hers[:1] if where and where.strength < 1 and where.region != other.region]  # 宿州人,在南京看病
    pair = abode.are_of_a_pair(places, relative)
    groups += [pair] if pair and where in pair else []
    unsettled = {role: group for group in groups for role, place in roles.items() if place is group[0]}
    theirs = [place for place in places if place.who == "relative" and place.strength == 2]
    joint = where and where.who == "both" and re.search("[我咱]们?(?:俩|两)", text[: where.start])
    if where and joint and theirs and (where.region, where.pool) != (theirs[0].region, theirs[0].pool):
        unsettled["relative"] = sorted([where, theirs[0]], key=lambda place: place.start)  # 他爸妈梅州,我俩都广州医保
    settled = {role: place for role, place in roles.items() if role not in unsettled}
    return Places(settled.get("donor"), settled.get("relative"), facts, away, unsettled)


def _describe(
    text: str, place: Place, people: list[Mention], donor: Mention | None, relative: Mention | None, starts: set[int], policies: Policies
) -> None:
    begin = max((text.rfind(mark, 0, place.start) for mark in MARKS), default=-1) + 1
    stop = min((at for mark in MARKS if (at := text.find(mark, place.end)) >= 0), default=len(text))
    before, after = text[begin : place.start], text[place.end : stop]
    stayed = re.search("没有?从?$", before)
    left = before.endswith("离开") or _FROM.search(before) and re.search(r"转|换|迁|搬", after[:4]) or not (place.lonely or stayed) and _LEFT.match(after)
    if left and not abode.still_insured(text, place):
        place.strength, place.who = -1, "other"  # 社保从深圳转到武汉
        return
    former = abode.is_past(before, text[place.end :]) or _FORMER.search(before) and not _ACCOUNT.match(after) and not abode.retired_from(text, place)
    if not place.lonely and (former or _NEGATED.search(before) and not _NEGATED_BOTH.search(before)):
        place.strength, place.who = -1, "other"
        return
    if _CALLED.search(before) and _READERS.match(after):
        place.who, place.strength = "donor", 1  # 有没有承德的姐妹
        return
    moved = _MOVED.search(before) and not place.lonely and not _HOUSEHOLD.search(before)
    beside = not _HOME.search(before) and _INSURED_AFTER.match(after) and not _INSURED_NEXT.match(after)
    insured = _INSURED_BEFORE.search(before) or beside or moved or left or _INSURED_TOO.match(text, stop)
    place.home = abode.home_in_law(before)
    place.native = bool(re.search(r"(?:我|本人|俺)(?:是|老家是?|老家在)$", before))
    if not place.lonely and re.match(r"(?:省|市)?人(?![民员才口社大武保寿防])", after):
        native = owner_of(text, place, people, begin, stop, starts) or subject_before(text, people, begin, place)
        patient = relative is not None and role_of(native, donor, relative) == "relative"
        place.native = not patient
        place.strength, place.who = (0.5, "relative") if patient else (-1, "other")  # 我是江苏人,在上海上班
        return
    home = _HOME.search(before) and not _AT_HOME.match(after)
    place.strength = 3 + (not _AT_WORK.search(before)) if insured else 0 if home else 1 if _STAY.search(before) else 2
    if not insured and before.endswith("是") and _EMPLOYED.match(after):
        place.strength = 3  # 我和爱人都是兰州石化的
    if not insured and _TREATED_BEFORE.search(before) and not re.search(r"(?:嫁|搬|迁|调)(?:到|去|来)$", before):
        place.strength = -1 if _TREATED_AFTER.match(after) else 1
        guest = nearest_to(text, people, begin, place.start) if donor is None and relative is not None and _TO_ME.match(after) else None
        if donor is None and _WITH_ME_TO.search(before):
            place.who, place.strength = "both", 1  # 我妈跟我来兰州了
            return
        if guest is not None and guest.kin is not None:
            place.who, place.strength = "donor", 1  # 我妈从赣州过来广州帮我带孩子
            return
        if place.strength < 0:
            place.who = "other"
            return
    if not insured and _BACK.search(before):
        place.strength = 2.5  # 在乌鲁木齐支边,现在回到了徐州
    elif not insured and _INTO.search(before):
        place.strength = 2.2  # 弟媳是贺州的,嫁到我们邵阳来
    elif not insured and _COMES_FROM.search(before):
        place.strength = 2
    if re.search("[用刷花拿]$", before) and _MONEY_THERE.match(after) or donor is None and of_payer(text, place, people, stop, relative):
        place.who, place.strength = "donor", 5  # 用苏州那个钱, 郑州职工能一起交吗
        return
    bought = _BOUGHT_THERE.match(after) and not re.search("(?:我|俺|咱)们?(?:人)?(?:现在)?在$", before)
    lives = re.search(f"住在?{re.escape(text[place.start : place.end])}", text)
    there = before.endswith("在") and (_TREATED_THERE.match(after) or bought) or _TREATED_IN.search(before)
    if place.strength in (1, 2) and there and not lives:
        place.strength, place.treated = 0, not bought
    hospital = None if insured or _HIRED.search(before) else _INSTITUTION.match(after)
    if hospital and not (re.match(r".{0,3}的", after) and (place.lonely or not after.startswith("的"))) and not _WORKS_THERE.match(after, hospital.end()):
        treated = None if place.lonely or not _BROUGHT.search(before) else owner_of(text, place, people, begin, stop, starts)
        place.strength, place.who = (0, None) if place.lonely else (-1, "other")
        if role_of(treated, donor, relative) == "relative":
            place.treated = not abode.is_local(after)
            place.strength, place.who = (-1, "other") if place.treated else (0, "relative")
        return
    if donor is None and relative is not None and place.strength < 3 and abode.lives_with_me(text, people, begin, place, relative):
        place.who, place.strength = "both", max(place.strength, 2 if home else 0)
        return
    if not place.lonely and abode.of_the_payers(before, donor, policies):
        place.who = "both" if relative is None or relative.kin is None else "donor"
        return
    joint = _BOTH.search(before)
    after_joint = begin + joint.end() if joint else 0  # nobody and no place between: 我和老公都在绍兴我公婆在台州
    joint = None if any(after_joint <= at < place.start for at in (*starts, *(one.start for one in people))) else joint
    if joint and not _THINGS_BOTH.search(before) and not re.search(r"(?:不|没)都?在$", before) and nearest_to(text, people, begin, place.start):
        pair = donor is None and abode.is_another_pair(text[begin : place.start], relative, policies)
        place.who = "donor" if pair else one_or_both(text, people, begin, place, donor, relative)
        place.loose = donor is not None and place.who == "both" and joint.group().startswith(_WE)  # 我们都在青岛, of the asker and 老公
        return
    if place.lonely and (abode.is_the_askers(text, begin, before) or before == "在" and _USED_THERE.match(after)):
        return  # 给奶奶买药吗在镇江; 妈妈的CT要420元,在唐山能扣吗
    titled = next((one for one in people if one.end == begin - 1 and text[one.start - 1 : one.start] in (*MARKS, "")), None)  # 爸爸,深圳,我,珠海
    if not (titled and before in ("都在", "都是")) and _BOTH_ALONE.search(text[: place.start]) or donor is None and _AS_I_DO.search(before):
        pair = donor is None and abode.is_another_pair(re.split("[。；;？?！!]", text[: place.start])[-1], relative, policies)
        place.who = "donor" if pair else "both"
        place.loose = donor is None and bool(_THINGS_BOTH.search(before))  # 单位在湖州,社保都在湖州缴,爱人在遵义
        return
    if relative is not None and abode.is_school(before):
        place.who, place.strength = "relative", 3  # 儿子的大学生医保,学校在西安
        return
    host = with_others(text, people, begin, place.start, relative)
    if host is not None and host.same(donor):
        place.who = "both"  # 丈夫走了,跟着弟弟住在永济, and the brother pays
        return
    owner = relative if host is not None else owner_of(text, place, people, begin, stop, starts)
    if owner is not None and abode.may_be(text, owner, donor) and re.match("的?(?:医保|社保|单位|账户|卡)", text[owner.end :]):
        owner = next((one for one in people if one.same(donor)), owner)  # 用老公的医保给孩子打疫苗,他的医保在无锡
    if owner is not None and owner.word == "自己" and owner.kin is None and abode.is_residents(after):
        owner = subject_before(text, people, begin, place) or owner  # 我妈没工作,自己交的抚顺居民
    if owner is None and _OFFICIAL.search(before):
        place.strength = -1
    if owner is None and before in ("", "都在", "在", "都是") and (after == "" and place.strength < 3 or titled):
        owner = titled or (subject_before(text, people, begin, place) if before == "在" and not place.lonely else None)
        with_me = donor is None and _LEFT_WITH_ME.search(text[:begin])
        if owner is None or with_me:
            place.who = "both" if owner and with_me else None  # 把孙子丢给我们老两口,在承德
            return
    if owner is not None and owner.start >= begin and not owner.pronoun:
        company = together(text, people, owner)
        roles = {role_of(one, donor, relative) for one in company} - {"other"}
        if len(roles) == 2:
            place.who = "both"  # 我跟我妈在遵义
            return
        owner = next((one for one in company if role_of(one, donor, relative) in roles), owner)  # 儿子儿媳在宁波, 俺爹俺娘在阜阳
    if owner is not None and not owner.same(relative) and not owner.same(donor):
        me = next((one for one in people if one.end <= place.start and text[one.end : place.start] in ("", "是", "就是", "也是")), owner)  # 我是固原的老师
        owner = me if me.same(donor) else None if _HEARSAY.search(before) else owner
    said = text[owner.start : owner.end] if owner else ""
    we = owner is not None and (said in _WE or owner.kin is None and abode.is_couple(text, owner.end))
    if donor is not None and said.startswith(("他们", "她们", "他俩", "她俩")) or relative is not None and we:
        if donor is not None and not place.lonely:  # 儿子在杭州,他的卡给我老伴用,我们在南昌
            place.who = "relative" if _INTO.search(before) else abode.whose_couple(text, owner, relative, policies)
            return
        place.who, place.loose = "both", said.startswith(("我", "咱", "俺")) and not (owner and abode.is_of_the_pair(text[owner.end :], relative, policies))
        return
    place.who, place.pronoun, place.owner = role_of(owner, donor, relative), owner is not None and owner.pronoun, owner
    if abode.are_both_homes(before):
        place.who = "both"
        return
    if place.home and owner is not None and owner.kin is None and place.strength < 3:
        place.who = "other"  # 我娘家在邢台: not where the asker is
        return
    shared = abode.married_into(before, relative, policies) or donor is None and abode.lives_with_us(text, place)
    if place.who == "relative" and place.strength < 3 and shared:
        place.who = "both"
    place.bare = owner is not None and owner.start < begin
    if place.lonely and place.who == "relative" and before.endswith("在") and bought and (place.bare or abode.is_shop(before, after)):
        place.who = None  # 我爸要靶向药,在潍坊药店拿药
    if place.bare and place.who == "donor" and relative is not None and abode.is_pupils(text, place, relative):
        place.who = "both" if donor is None and abode.in_my_home(text[relative.start : place.start]) else "relative"  # 侄女户口落在我家,在株洲读四年级
    if owner is not None and owner.kin is None and donor is None and place.strength == 0:
        place.who = None if relative is None else "relative"
