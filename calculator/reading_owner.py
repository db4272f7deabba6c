"""Whose a place is, by the people and the words around it."""

from __future__ import annotations

import re
from itertools import pairwise

from calculator.reading_antecedent import helped
from calculator.reading_mentions import Mention, bare, heads, leading, together
from calculator.reading_named import Place

MARKS = "，,。？?！!；;"
_LINK = re.compile(
    r"(?:市|省|自治区|特区|地区|县|区|那边|这边|那里|这里|那儿|老家|乡下|农村|城里|城区|大?山里|山区|镇上|县里|村里|本地|市区|"
    r"人|户口|户籍|退休|居民|职工|城乡|城镇|医保|社保|参保|交|缴|上班|工作|打工|读书|上学|"
    r"念书|上大学|读大学|住着?|生活|养老|当兵|的)*"
)
_AT, _BESIDE = re.compile("(?:在|到|跟|随|挂)(?:我|他|她)?的?$"), re.compile("(?:那边|那儿|那里|这边|这里|家|他们|单位|公司|那)")  # 在我哥那边阳泉交的
_LIVING = re.compile("(?:户口|医保|社保|人|一直|现在)(?:都|也|还)?[跟随]$")  # 孩子户口跟我妈在驻马店
_STAYS = re.compile("(?:[放养住待呆寄挂落上交]|寄[养住]|(?:户口|医保|社保)[都也还却就一直]*)在?$")
_COMPANY = re.compile("(?:随|跟着?|陪着?|带着?|照顾|照看|帮)$")
_BRINGING = re.compile("(?<!我)(?<!俺)带着?(?:俩|仨|[一两二三]?个|着)?$")  # 我哥带着俩闺女在阜阳
_CUSTODY = re.compile("(?:判给|判归|归)$")
_RESIDENT = re.compile("(?:市|省|县)?的?(?:城乡)?(?:居民|新?农合|合作医疗|农村医保|少儿)")
_IS_A = re.compile("(?:就|都|也)?是(?:个|一个|一名|位)?[^，,的]{1,4}")  # 我舅舅是孤寡老人
_PUPIL = re.compile("(?:还)?是?个?(?:大|中|小|研究)?")  # 我闺女大学生在武汉
_GIVING = re.compile("^(?:请问|那|我|俺)*(?:想|要|打算|准备)?(?:给|帮|替|为)(?:我|俺|自)?家?的?$")
_HAVING = re.compile("(?:还|就)?有(?:一|俩|两)?[个位名]?(?:老|亲)?")
_DOING = re.compile("[^，,。？?！!；;]{0,10}(?:读书|上学|念书|上班|工作|打工|养老|当兵|就读|生活|务农|做生意|住)的(?:我|俺)?家?的?")
_NEW_CLAUSE = re.compile(r"(?:现在|目前|人|就|也|医保|社保|远|老家)*(?:在|是|住)(?:老家|外地)?")
_IN_TURN = re.compile(r"一个(?:人)?(?:在|是|交在)?[^，,。？?！!；;]{2,9}?[，,、]?(?:另)?一个(?:人)?(?:在|是|交在)?(?=[\u4e00-\u9fff])")
_TOO = re.compile(r"(?:我|俺|咱|他|她|老人|对方)们?(?:医保|社保|参保|人|的)?也(?:是|在|住|交)(?:在)?(?:那|这)?(?:边|里|儿)?(?:的)?(?=[，,。；;！!？?]|$)")
_ALSO = re.compile("的?(?:医保|社保|人)?也(?:一直|都)?(?:是|在)(?:那|这)?(?:边|里|儿)?的?(?=[，,。；;！!？?]|$)")
_EMPLOYEE_PAYS = re.compile(
    "(?:市|省)?的?(?:退休|在职|城镇)?职工(?:医保)?(?:卡|账户|个账)?的?([^，,。？?用刷]{0,4}?)(?:能不能|可不可以|可以|能否|可否|能|可)"
    "(?:一起|一块儿?|代|帮|给|替|为)?(?:付|交|缴|出|买|刷|报|共济|绑|[他她我])"
)
_MY, _ACCOUNT = re.compile("(?<![给帮替为])[我俺]在?$"), re.compile("(?:市|省)?的?(?:职工)?(?:医保|社保)?的?(?:个人)?(?:账户|个账|余额|医保卡)")
_OF_HUSBAND = {"公公": re.compile("(?:老公|丈夫|先生|爱人|对象)的[爸爹父]"), "婆婆": re.compile("(?:老公|丈夫|先生|爱人|对象)的[妈娘母]")}
_OLD = re.compile(".{0,3}(?:老人|老人家|二老|两老)们?")
_PAIR = re.compile("父母|岳父母|岳父岳母|丈人丈母|公公婆婆|外公外婆|姥姥姥爷|姥爷姥姥|爸妈|爹妈|爹娘|双亲|二老|两老|老两口|爷爷奶奶|公婆|孩子们")


def one_or_both(text: str, people: list[Mention], begin: int, place: Place, donor: Mention | None, relative: Mention | None) -> str:
    """我和丈夫都在牡丹江, but the question is about 公公: the place is mine alone. 我和老伴都在沧州 is the relative's if 女儿 pays."""
    end = place.start
    inside = [one for one in people if begin <= one.start and one.end <= end]
    company = sorted(together(text, people, inside[-1]), key=lambda one: one.start) if inside else []
    inside = company if len(company) > 1 else inside
    roles = {role_of(one, donor, relative) for one in inside}
    with_me = re.search("(?:我|俺|本人)(?:和|跟|与)" if place.lonely else "(?:我|俺|本人)(?:和|跟|与)|(?:和|跟|与)(?:我|俺|本人)", text[begin:end])
    if relative is not None and with_me and any(one.kin for one in inside) and len(roles & {"donor", "relative"}) == 1:
        return "donor" if "donor" in roles else "relative"
    if roles == {"other"} and not with_me:
        place.strength -= 0.5  # 儿子和媳妇都在北京,孙子跟我在承德
    if not roles & {"donor", "both"} and "relative" in roles and (len(inside) > 1 or _PAIR.search(inside[0].word)):
        return "relative"  # 她和孩子的医保都在保定, 爷爷奶奶都是武安的
    return "both"


def role_of(owner: Mention | None, donor: Mention | None, relative: Mention | None) -> str | None:
    """donor, relative, both, other; None for nobody. `donor` None is the asker."""
    if owner is None:
        return None
    theirs = relative is not None and (owner.same(relative) or _called(owner) == _called(relative) or includes(owner, relative) or includes(relative, owner))
    theirs = theirs or relative is not None and (_small(owner) and (_small(relative) or _young(relative, donor)))
    theirs = theirs or relative is not None and relative.word in _OF_HUSBAND and bool(_OF_HUSBAND[relative.word].match(owner.word))
    theirs = theirs or relative is not None and any(_OLD.fullmatch(a.word) and _PAIR.search(b.word) for a, b in ((owner, relative), (relative, owner)))
    theirs = theirs or relative is not None and re.sub("^(?:孩子|娃|宝宝)[他她]?的?", "", owner.word) == relative.word  # 孩子姥姥在枣庄,给姥姥买药
    if owner.same(donor) or donor is not None and includes(owner, donor):
        return "both" if theirs else "donor"  # 岳父母均系烟台退休, 岳父 pays for 岳母
    return "relative" if theirs else "other"


def _called(one: Mention) -> str:
    """婶子 and 婶, 女婿 and 上门女婿 are one."""
    return re.sub("^(?:上门|亲(?!家)|老(?!婆|公|伴|人|太|头))(?=.)|(?<=[婶嫂])子$|(?<=[姨姑])妈$|(?<=^.)(?<=[姑叔舅姨婶]).$", "", bare(one.word)) or one.word


def _small(one: Mention) -> bool:
    """小孩, 娃 and 孩子 are one, and 妹妹的孩子 where no other child is named."""
    return bool(re.fullmatch("(?:[我俺]家?的?|.+的|.+家)?(?:[一两俩三仨几]个?)?(?:[大二小]宝|小?孩子?|小朋友|娃儿?|娃娃|宝宝|宝贝|崽|新生儿|婴儿)", one.word))


def _young(one: Mention, donor: Mention | None) -> bool:
    """娃在西安,爷爷给孙子出钱: where another pays, the asker's child is the payer's grandchild."""
    return donor is not None and bool(re.fullmatch("外?孙[子女儿]?|外?孙子女", one.word))


def includes(pair: Mention, one: Mention) -> bool:
    """父母 are where 母亲 is, 公婆 where 公公, 亲家 where 亲家母."""
    if pair.kin is None or one.kin is None:
        return False
    if pair.word == "亲家" and one.word.startswith("亲家"):
        return True
    if not _PAIR.search(pair.word):
        return False
    return pair.kin.relation == one.kin.relation or set(bare(one.word)) < set(pair.word.rpartition("的")[2])


def nearest_to(text: str, people: list[Mention], begin: int, end: int) -> Mention | None:
    """The person of a clause nearest before a place who is not the company or the host of another."""
    inside = [one for one in people if begin <= one.start and one.end <= end]
    inside = [one for one in inside if one is inside[0] or one.word != "自己"]  # 她自己在南平交的
    inside = inside[:1] + [one for last, one in pairwise(inside) if not _is_said_of(text[last.end : one.start], one)]
    inside = [one for one in inside if not _LIVING.search(text[begin : one.start])] or inside
    inside = [one for one in inside if not (_AT.search(text[begin : one.start]) and _BESIDE.match(text, one.end))] or inside
    inside = [one for one in inside if not (one.kin is None and _CUSTODY.search(text[begin : one.start]))] or inside
    inside = [one for one in inside if not helped(text, one)] or inside
    inside = inside[:1] + [one for one in inside[1:] if not _BRINGING.search(text[begin : one.start])]
    return leading(text, inside, begin) if inside else None


def _is_said_of(between: str, one: Mention) -> bool:
    """我舅舅是孤寡老人, 我闺女大学生: whether a word only says what the one before is."""
    return bool(_IS_A.fullmatch(between) or one.word == "学生" and _PUPIL.fullmatch(between))


def with_others(text: str, people: list[Mention], begin: int, end: int, relative: Mention | None) -> Mention | None:
    """孩子是我的,户口跟她在南充: the host, where it is not said again who lives there with somebody."""
    inside = [one for one in people if begin <= one.start and one.end <= end]
    told = [one for one in heads(text, inside, begin) if not re.search("[跟和随](?:我|俺)?(?:们家)?$", text[begin : one.start])]
    known = relative is not None and any(one.end <= begin and one.same(relative) for one in people)
    return inside[-1] if known and inside and all(one.kin for one in inside) and not told else None


def owner_of(text: str, place: Place, people: list[Mention], begin: int, stop: int, starts: set[int]) -> Mention | None:
    """The person whom a place describes (湖南的岳父), who stands before it, or whom the clause before is about."""
    link = _LINK.match(text, place.end, stop)
    reach = link.end() if link else place.end
    middle = text[place.end : reach]
    own = re.match(r"(?:我们?家?的?|俺家?的?|咱家?的?)?", text[reach:stop])
    landing = {reach, reach + (own.end() if own else 0)}
    following = next((one for one in people if one.start in landing and one.end <= stop), None)
    nearest = nearest_to(text, people, begin, place.start)
    doing = next((one for one in people if one.kin and reach < one.start < stop and _DOING.fullmatch(text[place.end : one.start])), None)
    if doing is not None and re.search("(?:给|帮|替|为|^)(?:我|俺)?(?:还|也)?在$", text[begin : place.start]):
        return doing  # 给我在上饶师院读书的弟弟交
    beside = nearest is not None and nearest.end == place.start and following is not None and following.end in starts
    if nearest is not None and nearest.kin and nearest.start > 1 and _AT.search(text[begin : nearest.start]) and _BESIDE.match(text, nearest.end):
        nearest = subject_before(text, people, begin, place) or nearest  # 过继给我哥,在我哥那边上饶读书
    hosted = following is not None and (text.startswith("家", following.end) or _BESIDE.match(text, following.end))
    if hosted and (_STAYS.search(text[begin : place.start]) or nearest is not None and text[nearest.end : place.start].endswith("在")):
        return nearest or subject_before(text, people, begin, place)  # 外甥放在柳州姥姥家
    if following is not None and following.kin is not None and not beside:  # not 我北京,妈妈廊坊
        linked = re.search(r"(?:在|是|交|缴|于|医保|社保|参保|住|去|来)$", text[begin : place.start]) and nearest is not None and nearest.kin is None
        alone = place.start == begin and not re.search(r"[省市]|老家|那边|农村|乡下", middle) and bool(re.fullmatch(r"[\u4e00-\u9fff]*", middle))
        if alone and not middle and place.lonely:
            return None
        if linked and (following.end in starts or middle == "的" and re.search("(?:我|俺|本人)(?:这边|这里|这儿|人)?也?是$", text[begin : place.start])):
            return nearest  # 我是咸阳的她西安的, 我是许昌的我儿子八岁
        if nearest is not None and any(_NEW_CLAUSE.fullmatch(text[following.end : at]) for at in starts if at >= following.end):
            return nearest  # 俺是菏泽的她在青岛
        if middle.endswith("的") or (not linked and middle in ("", "市", "省", "老家", "那边", "农村", "乡下", "县", "那边老家")):
            return following
    if nearest is not None:
        return nearest
    if text[begin : place.start] in ("在", "人在", "坐标", "城市", "地点", "所在地") and place.end == stop:
        return None
    spoken = re.search(r"在|是|住|居(?!民)|交|缴|参保|户口|老家|去|来|回|嫁", text[begin:stop].replace(text[place.start : place.end], ""))
    spoken = spoken or re.search("医保|社保", text[begin : place.start]) or _RESIDENT.match(text, place.end)
    return None if not spoken else subject_before(text, people, begin, place)


def subject_before(text: str, people: list[Mention], begin: int, place: Place) -> Mention | None:
    """The person that a clause without one goes on about: the subject of the clause before."""
    if begin == 0:
        return None
    if re.search("(?:问|请教|求助|跟)(?:问|下|一下|一问)*[^，,。？?]{0,6}(?:朋友|网友|群友|老师|同事|邻居|大家|大夫)们?$", text[: begin - 1]):
        return None  # 问下群里的朋友,钦州这边
    mark = text[begin - 1]
    earlier = max((text.rfind(one, 0, begin - 1) for one in MARKS), default=-1) + 1
    inside = [one for one in people if earlier <= one.start and one.end <= begin and one.word != "自己"]
    if inside and all(_COMPANY.search(text[earlier : one.start]) for one in inside):
        return subject_before(text, people, earlier, place)  # 随儿子到厦门带孙子,医保还是黑河的
    if len(inside) == 1 and inside[0].kin and _GIVING.search(text[earlier : inside[0].start]) and re.match("医保|社保|户口", text[begin:]):
        return None  # 想给我妈买药,医保在绍兴
    had = next((one for one in inside[1:] if inside[0].kin is None and _HAVING.fullmatch(text[inside[0].end : one.start])), None)
    if had:
        return had  # 我有一位老战友,在敖汉旗住着
    alone = next((one for one in inside if re.search("只有$", text[: one.start])), None)
    if alone or inside:
        return alone or inside[0] if alone or inside[0].start - earlier <= 3 else inside[-1]
    return subject_before(text, people, earlier, place) if mark in "，," and earlier else None


def apart(text: str, places: list[Place], people: list[Mention], donor: Mention | None, relative: Mention | None) -> None:
    """我和我哥分别在青岛和烟台: the first is the first's."""
    turns = _IN_TURN.search(text)
    for one, other in pairwise(places):
        first = [person for person in people if person.end <= one.start]
        pair = first[-2:] if len(first) > 1 and re.fullmatch("(?:和|跟|与|、)(?:我|俺|咱)?的?", text[first[-2].end : first[-1].start]) else []
        if turns and pair and turns.start() < one.start < other.start <= turns.end():
            one.who, other.who = role_of(pair[0], donor, relative), role_of(pair[1], donor, relative)
        listed = text[one.end : other.start] in ("和", "、", "跟", "与")
        if donor is None and listed and re.search(r"我(?:和|跟|与)[^，,。？?]{1,6}分别(?:在|是)?$", text[: one.start]):
            one.who, other.who = "donor", "relative"


def also_there(text: str, places: list[Place], people: list[Mention], donor: Mention | None, relative: Mention | None) -> None:
    """老妈在天水,老爸也在; 我媳妇也在大同上班, where no other place is named: the place is the other's too."""
    for place in places:
        other = next((one for one in people if one.start > place.end and _ALSO.match(text, one.end)), None)
        if other is not None and re.fullmatch("[^，,。？?！!；;]{0,10}[，,](?:我|俺)?们?(?:家)?的?", text[place.end : other.start]):
            roles = {place.who, role_of(other, donor, relative)} & {"donor", "relative"}
            place.who = "both" if len(roles) == 2 else next(iter(roles), place.who)
    alone = places[0] if len(places) == 1 else None
    if alone and (_TOO.search(text, alone.end) or alone.who == "relative" and alone.strength >= 2 and re.search("也都?[在是]$", text[: alone.start])):
        alone.who = "both"


_MY_USED = re.compile(  # 体检想用我的钱,医保在大同
    "(?:用|刷|花|走|扣)(?:的)?我的?[^，,。？?！!；;他她]{0,6}[，,](?:医保|社保)(?:关系)?(?:是)?(?:在|交在)$"
)


def of_payer(text: str, place: Place, people: list[Mention], stop: int, relative: Mention | None) -> bool:
    """我柳州的账户, 郑州职工能一起交吗, 三明职工医保的孙子能付吗: the account that pays, where the relative is not named by it."""
    if _MY.search(text[: place.start]) and _ACCOUNT.match(text, place.end, stop) or _MY_USED.search(text[: place.start]):
        return True
    found = _EMPLOYEE_PAYS.match(text, place.end, stop)
    named = [one for one in people if found and found.start(1) <= one.start < found.end(1)]
    return found is not None and (text[place.start - 1 : place.start] in (*MARKS, "") or bool(named)) and not any(one.same(relative) for one in named)


def are_many(text: str, people: list[Mention], relative: Mention, place: Place) -> bool:
    """两个孩子一个在西宁一个在海东,老二住院: whether the relative is one of those whose places these are."""
    begin = max((text.rfind(mark, 0, place.start) for mark in MARKS), default=-1) + 1
    owner = nearest_to(text, people, begin, place.start)
    relations = {relative.kin.relation if relative.kin else None, "child" if re.match("老[大二三四小]", relative.word) else None} - {None}
    return owner is not None and owner.kin is not None and owner.kin.relation in relations


def unlinked(text: str, place: Place) -> bool:
    """Whether the only place of the text stands there without a word that gives it to anybody."""
    linked = re.search(
        r"(?:在|是|住|去|来|到|回|从|老家|户口|户籍|嫁|人|医保|社保|参保|于|交|缴|给|办的|交的|缴的|参的|上的)$", text[: place.start])
    return not linked and not re.match(r"(?:省|市|县|那边|老家|农村|乡下)*(?:的|人)", text[place.end :]) and place.who != "both"
