"""Things to pay for that are in no list, known by their form: 瑞舒伐他汀, 做膀胱镜, 换股骨头, 腰椎支具; a bed, a visit, cash."""

from __future__ import annotations

import re

from calculator.lexicon import Word
from calculator.reading_item import Expense

_NAME = "[^，,。？?！!；;、：:的了和跟与及或给用能可要我俺他她在去是有没吗么 \\d]"
_SOME = (
    "(?:了|过|点|些|的是|的|个|这个|那个|这种|那种|几|半|[一两三四五六七八九十\\d]+|个?月|年|盒|瓶|支|针|副|服|付|袋|贴|次|回|台|套|根|只|把|条|张|双|"
    "进口|国产|医用|家用|便携式?|一次性|自费)*"
)
_DRUG_END = (  # what the names of substances end with
    "列净|列汀|沙坦|洛尔|普利|地平|他汀|沙班|拉唑|替丁|霉素|环素|沙星|[康硝]唑|[洛昔诺]韦|那韦|替尼|单抗|昔布|考昔|洛芬|[莫唑拉苄]西林|[氯双]芬酸|匹林|西汀|氮平|西泮|"
    "唑仑|司琼|[立扑]替康|[顺奥卡奈]铂|噻嗪|前列素|米松|尼松龙?|莫司|嘌呤|膦酸钠?|瑞巴林|喷丁|三嗪|扎平|哌唑|哌酮|他滨|紫杉醇|格雷洛?|鲁肽|帕肽|泊肽|拉西坦|茶碱|考酮|"
    "可待因|芬太尼|莫特罗|丁特罗|福特罗|卡特罗|溴铵|芬净|[布利佐吉]司他|磷胺|夫定|西法辛|[平斯]的明|必利|立酮|瑞林|列酮|列奈|列齐特|列美脲|地尔|他嗪|雷定|酸镧|亚铁|铁胶囊|辛伐|"
    "鲁胺|特龙|西利|拉非尼|雄胺|瑞替|米德|索龙|溴马隆|佐胺|洛尔滴眼液|萘普生|布洛|氯地平|卡托|那普|多普利|吲哚|溴隐亭|贝隆|利那新"
)
_CHEMICAL = "唑啶嗪吡哌酮苷胺酰嘌呤嘧苯羟铂酞酯"  # characters that little else has than names of substances
_DRUG = re.compile(
    f"(?:买|开|吃|拿|配|服|喝|打|输|挂|抹|擦|涂|贴|喷|滴|换|续){_SOME}(?P<thing>{_NAME}{{0,6}}(?:{_DRUG_END}|{_NAME}{{0,3}}[{_CHEMICAL}]+|酸[钙钾镁锂]|化钾|氢钠|非尼|吉兰|拉奉|克辛|莫德|妥因|洛尔|硫平|西平|替布|胆碱|拉明|奈德|奇尤|环醇|"
    f"胶囊|颗粒|缓释片|分散片|咀嚼片|泡腾片|口服液|混悬液|滴眼液|滴剂|滴丸|软膏|乳膏|药膏|(?<!补水)(?<!保湿)(?<!防晒)(?<!驱蚊)喷雾(?![器机仪瓶])|糖浆|合剂|洗剂|洗液|气雾剂|吸入剂|喷鼻剂|栓剂?(?!塞)|酊|"
    f"(?<![牙护手唇洗润发鞋石雪梨蛋苓])膏(?!药|方)|(?<!肉)(?<!菜)(?<!鱼)丸(?!子)|(?<=[痛消晕止风湿骨丁])贴|(?<![农火弹炸兽])药(?![店房铺膳酒枕材箱盒品师妆皂费钱])))"
    f"|(?P<bare>{_NAME}{{1,2}}(?:{_DRUG_END})|{_NAME}{{0,3}}[{_CHEMICAL}](?:[{_CHEMICAL}]|片|胶囊|钠)*)"
)
_EXAM = re.compile(
    f"(?:做|查|测|抽|验|拍|化验|检查|复查|小时){_SOME}(?P<thing>{_NAME}{{0,6}}?(?:"
    "(?<!眼)(?<!墨)镜(?![片框子])|造影|穿刺|培养|测定|检测|检查|测评|评估|监测|超声|电图|电位|多普勒|试验|皮试|量表|显像|肺功能|肝弹|骨密|[腰肾骨肝]穿|[胸腹]水|积液|药敏|抗体|"
    "标志物|微量元素|激素|六项|五项|八项|两对半|尿酸|蛋白|大便|[血尿便]常规|甲状腺|肾功|胰岛功能|C1[34]|呼气|二聚体|肌酐|血沉|风湿因子|过敏[原源](?:筛查)?|脑电波?|胎监|"
    "[血尿便]检|血脂|血钾|血压监测|动态血压|多导睡眠|心脏(?![病手搭支起])|肿瘤指标))"
)
_TREATED = re.compile(
    f"(?:做|打|换|洗|照|处理|修|通|上){_SOME}(?P<thing>{_NAME}{{0,6}}?(?:冲击波|[电光蜡磁热水冷]疗|高压氧(?:舱|仓)?|阻滞|(?:穴位|关节腔?|局部)注射|复位|冲洗|针刀|电休克|经颅磁|磁刺激|"
    "熏洗|中频|血滤|造瘘管|尿管|胃管|灰指甲|鸡眼|褥疮|压疮|疮口|伤口|甲沟炎|鼻泪管|眼睛|鼻腔|(?:屁股|臭氧|关节腔?|止痛|退烧|消炎|退热|抗过敏|肌肉|营养|激素|护肝|排石|补铁)针|玻璃酸钠|"
    "通水|人授)(?!贴|膏|药|液|盐))|(?:手法|耳石|正骨)复位|掏耳石|取耳屎|拔(?:指甲|甲(?!醛))|血液滤过|鼻腔冲洗|输卵管通水|挤痘"
)
_SURGERY = re.compile(
    "(?:切|割|摘)(?:除|掉|了|个|下|半个|一个|一边)*(?:子宫|胆囊?|胃|肺|肾|脾|脑|乳腺|乳房|甲状腺|肠子?|肝|阑尾|扁桃体|腺样体|息肉|结节|肌瘤|囊肿|肿瘤|瘤子|包块|脂肪瘤|卵巢|前列腺|淋巴)|"
    "换(?:了|个|人工|一个|一侧|双侧|左边|右边)*(?:股骨头?|[膝髋肩]?关节|膝盖|瓣膜|心脏|血管)|(?:放|取|拔|装|植|埋|安)(?:了|个|根|一个|一根)*(?:双J管|支架|起搏器|钢[板钉]|钉子|引流管|输液港|滤器)|"
    "接(?:了|个|断了的)*(?:手指|断指|断腿|骨头)|(?:做|行)(?:了|个|完)?[^，,。？?！!；;给用能可要我他她]{0,6}?(?:电切|栓塞|消融|造瘘|置换|移植|切除|修补|重建|成形|玻切|切割|开颅|开胸|腹腔镜|关节镜|软镜|搭桥|"
    "融合|(?<![美整艺学技战魔武算])术(?![后前语业士科]))(?!后|过|的药|手术)|干细胞移植|玻璃体切割|(?:房颤|结节|心脏|肿瘤|肝|甲状腺)消融|(?:韧带|半月板|肌腱|跟腱)(?:重建|缝合|修复)|(?:人工耳蜗|耳蜗|晶体|支架|起搏器)植入(?:手?术)?(?!后|的)|输尿管软镜|造影(?:[和加放装]|并)*(?:放|装)支架|(?:躺|睡)(?:在|了)?(?:医院|病床|重症|监护室)[^，,。？?]{0,6}(?:[天月周年]|里)|"
    "(?:医院|病房|监护室|病床)里?上?躺(?:着|了)"
)
_STEM = (
    "(?:血压|血糖|血氧|血脂|尿酸|凝血|心电|胎心|肺功能|呼吸|吸痰|排痰|吸氧|制氧|氧气|雾化|监测|检测|牵引|矫形|康复|止鼾|助听|助行|镇痛|输液|营养|胰岛素|颈椎|腰椎|脊柱|侧弯|骨折|"
    "膝|踝|肩|腕|肘|足下垂|疝气?|子宫|洗鼻|耳蜗|人工喉|电子喉|峰流速|红外|频谱)"
)
_DEVICE = re.compile(
    f"(?:买|配|租|换|订|定制|定做|装|戴){_SOME}(?P<thing>(?!{_NAME}{{0,5}}(?:按摩|保健|美容|养生|足浴|健身)){_NAME}{{0,3}}?{_STEM}{_NAME}{{0,4}}?(?:(?<!治疗)(?<!理疗)(?<!按摩)仪|器|机(?!构)|计|泵|支具|床|[托具架垫](?!膜)|带|灯|电池|探头|传感器))"
)
_CONSUMABLE = re.compile(
    f"(?:买|换|配|领|用|拿){_SOME}(?P<thing>{_NAME}{{0,3}}?(?:造口|导尿|引流|接?尿(?!不)|氧气|吸氧|雾化|PICC|肝素|止血|消毒|伤口|褥疮|压疮|疤痕?|硅酮|鼻饲|留置|透析|采血|注射|无菌|灭菌|防漏|"
    "压舌|喂食|灌肠)"
    f"{_NAME}{{0,3}}?(?:面罩|管路?|袋|套|帽|贴|棉片|纱布|带|粉|包|凝胶|膏|底盘|皮|针|条|手套|胶带|膜|板|器))"
)
_VACCINE = re.compile(
    f"(?:打|接种|种|补种){_SOME}(?P<thing>轮状(?:病毒)?|甲肝|流脑|乙脑|[Hh][Ii][Bb]|RSV|欣安立适|沛儿|带疱|带状疱疹|流感|水痘|手足口|肺炎球菌|蛇缠腰|缠腰龙|狗针)(?!药|病|的?干扰素|病毒药)"
)
_SCREENED = re.compile(f"(?:做|查){_SOME}(?P<thing>{_NAME}{{1,8}}(?<!过敏[原源])(?<!产前)(?<!唐氏)(?<!听力)(?<!耳聋)筛查)(?![出结])")
_INSURED = re.compile(
    f"(?:买|交|投|上|续|入){_SOME}(?:一?份)?(?P<thing>(?!{_NAME}{{0,4}}(?:养老|失业|工伤|生育|车|社|护理|大病|大额|医疗保))(?:{_NAME}{{1,4}}(?<![保风危])险|(?:齿科|牙科|少儿|儿童|老年|老人|骨折|防癌|母婴|女性|"
    "看病|商业|平安|人寿|太平洋|泰康)[^，,。？?能可用]{0,3}保险))(?![箱公柜些])"
)
_TRAINED = re.compile("(?:康复|言语|语言|感统|认知|肢体|吞咽|步态|自闭症|孤独症|多动症)[^，,。？?！!；;]{0,6}训练")
BED = re.compile(
    r"转院(?![车费证手备介])|住(?:在|进|了|着)?[^，,。？?！!；;]{0,6}(?:医院(?!附近|旁|对面|隔壁|家属|宿舍|后|里?上班)|精神病院|康复院|病房|ICU|骨科|外科|内科|儿科|妇科|产科|心内|神内|肿瘤科|呼吸科|重症)"
)
_STAY = re.compile(
    "(?:光|炎|病|疸|烧|癌|箱|伤|血|保温箱里?|医院里?|卫生院里?)住(?:了|过)[一两二三四五六七八九十半几\\d]+个?(?:天|晚|周|月|星期|礼拜)|"
    "住(?:了|过)?(?:[一两二三四五六七八九十半几\\d]+个?(?:天|周|月|星期|礼拜|次|回|趟)(?:的)?|着)院(?![士长子墙落])"
)
VISIT = re.compile(
    r"去[^，,。？?！!；;给用刷买]{0,4}(?:医院|社康|卫生院|卫生所|卫生室|诊所|卫生服务中心|门诊部)(?:里)?(?:看(?!望|护|孩|老|病人)|瞧)|"
    r"(?:带|送|抱|拉)(?!走|回)[^，,。？?！!；;给用刷买]{0,6}(?:医院|社康|卫生院|诊所|急诊)(?!送|看望|探|里?上班|当|的)|抢救(?![费队车])|"
    r"(?:医院|社康|卫生院|诊所|急诊)(?:里)?(?:做(?!工|事|护|保|医|清)|复查|换药|雾化|理疗|拆线|缝|清创|化验|灌肠|洗胃|抽血)|"
    r"看(?:个|了|一下|下|的|看|一看)?(?:[\u4e00-\u9fff]{1,4}科|[\u4e00-\u9fff]{0,6}(?:病(?![人房历友])|炎|癌|瘤|疹|癣|面瘫|疱|荨麻疹|灰指甲|痔疮|老慢支|"
    r"哮喘|疏松|后遗症|突出|增生|结石|囊肿|息肉|贫血|甲亢|甲减|抑郁症?|焦虑症?|多动症|自闭症|综合征|疣|痘|白斑|脱发|癫痫|帕金森|中风|腰突|斑秃|肿块|包块|扭伤|外伤|不孕不育|鼻窦|打呼噜|便秘)|感冒|发烧|发热|咳嗽|头疼|头痛|头晕|失眠|胃疼|"
    r"肚子|拉肚子|眼睛|耳朵|鼻子|"
    r"嗓子|喉咙|皮肤|腰|腿|膝盖|肩膀|颈椎|腰椎|骨头|风湿|痛风|血压|血糖|甲状腺|乳腺|结节|肝|肾|肺|胃|心脏|糖尿|高血压|哮喘|湿疹|过敏|月经|不孕)"
)
_HELPER = re.compile("(?<![给帮替为是的])(?:护工|月嫂|保姆)(?!的?(?:医保|卡|社保|看病|住院|买|能|想|要))")
HELPERS = {"护工": "护工费", "月嫂": "月嫂费", "保姆": "保姆费"}
_CASH = re.compile(r"(?<![领])取(?:出)?(?:来)?(?:个|点)?(?:\d{2,6}|[一二两三四五六七八九]+[百千万])(?:块|元|钱|出)?")
_AT_PHARMACY = re.compile("(?:药店|药房)(?:里)?(?:也|都|直接|能不能|可不可以|能|可以)*(?:刷(?![不脸])|花|付(?!不)|(?:用|买|拿)(?=[吗么不，,。？?！!；;]|$))")
_FORMS = (
    (_TRAINED, "康复训练"),
    (_SURGERY, "inpatient"), (_INSURED, "commercial_insurance"), (_SCREENED, "health_checkup"), (_VACCINE, "vaccine"), (_CONSUMABLE, "pharmacy_consumable"),
    (_DEVICE, "pharmacy_device"), (_EXAM, "outpatient"), (_TREATED, "outpatient"), (_DRUG, "pharmacy_drug"),
)
_OF_CHILDREN = ("小儿", "儿童", "幼儿")


def formed(text: str, words: list[Word]) -> list[Word]:
    """The words, with the things that their form gives away; 小儿 before a medicine is nobody."""
    more: list[Word] = []
    known = [word for word in words if word.kind in ("item", "expense")]
    for pattern, value in _FORMS:
        for match in pattern.finditer(text):
            name = next((key for key, part in match.groupdict().items() if part), 0)
            start, end = match.span(name)
            if not any(one.start < end and start < one.end for one in (*known, *more)):
                more.append(Word(start, end, text[start:end], "expense" if value.isascii() else "item", value))
    starts = {word.start for word in (*known, *more)}
    left = [word for word in words if not (word.text in _OF_CHILDREN and word.kind == "kin" and (word.end in starts or word.start in starts))]
    return sorted([*left, *more], key=lambda word: word.start)


def by_its_form(text: str, unknown: int) -> Expense | None:
    """What no word of the vocabulary says: a bed, cash, a helper, a visit; None beside an unknown thing."""
    bed, visit = BED.search(text) or _STAY.search(text), VISIT.search(text)
    cash, helper = _CASH.search(text), _HELPER.search(text)
    if visit and visit.start() <= unknown < visit.end():  # 看妇科能用他的吗
        unknown = -1
    if unknown >= 0:
        return None
    if bed:
        return Expense(bed.start(), bed.end(), "item", "住院", bodily=True)
    if cash:
        return Expense(cash.start(), cash.end(), "item", "取现")
    if helper and not visit:
        return Expense(helper.start(), helper.end(), "item", HELPERS[helper.group()])
    counter = None if visit else _AT_PHARMACY.search(text)
    if counter:
        return Expense(counter.start(), counter.end(), "expense", "pharmacy_drug")
    return Expense(visit.start(), visit.end(), "item", "看病", bodily=True) if visit else None
