"""The eight checks: donor, relation, insurance, route, expense, place, limits, card."""

CHECKS: dict[str, str] = {
    # facts that are missing
    "还不知道付什么费用。": "What is to be paid is not known yet.",
    "还不知道是哪一天。": "The day is not known yet.",
    "还不知道是给谁用。": "Who it is for is not known yet.",
    "还不知道您在哪里参保。": "Where you are insured is not known yet.",
    "还不知道对方在哪里参保。": "Where your relative is insured is not known yet.",
    "各地规定不同，还不知道您在哪里参保。": "The rules differ by place, and where you are insured is not known yet.",
    "看您参保的统筹区": "It depends on your pooling area",
    "看您在{place}哪个统筹区参保": "It depends on the pooling area of {place} where you are insured",
    "看对方在{place}哪个统筹区参保": "It depends on the pooling area of {place} where your relative is insured",
    "看双方是不是在同一统筹区参保": "It depends on whether both are insured in the same pooling area",
    "看双方是不是在同一统筹区（一般是同一个市）参保": (
        "It depends on whether both are insured in the same pooling area (统筹区, mostly one city)"
    ),
    "看对方在哪里参保——也在{place}：{here}；在别的省份：{far}。": (
        "It depends on where your relative is insured. Also in {place}: {here}; in another province: {far}."
    ),
    "对方也在{place}参保": "Your relative is insured in {place} too",
    "{lead}——{said}。": "{lead}. {said}.",
    "{lead}：{names}": "{lead}: {names}",
    "{names}：{verdict}": "{names}: {verdict}",
    "{names}：{text}": "{names}: {text}",
    "其他统筹区": "other pooling areas",
    "同一统筹区": "the same pooling area",
    "不同统筹区": "different pooling areas",
    # the holder, insurance, card
    "本人使用，不涉及对方的参保。": "The holder’s own use; nobody else’s insurance matters.",
    "本人使用，不涉及共济途径。": "The holder’s own use; no route of sharing is needed.",
    "本人用自己的个人账户，不需要共济。": "The holder uses the own account; nothing is shared.",
    "用自己的医保码或社保卡。": "Use your own medical insurance code or social security card.",
    "扣款先后：{order}。": "Order of payment: {order}.",
    "来源互相矛盾：{claims}。": "Sources contradict each other: {claims}.",
    "一说{claim}": "one says {claim}",
    # the expense
    "“{item}”（{label}）": "{item} ({label})",
    "{label}：{said}": "^{label}: {said}",
    "可以付。": "it may be paid.",
    "不可以付。": "it may not be paid.",
    "没有明确规定。": "no rule settles it.",
    "有条件：{condition}。": "yes, if: {condition}.",
    "只限职工本人用，不能给家人付。": "only for the employee, not for relatives.",
    "只限{named}。": "only {named}.",
    "只限{named}，别的不行。": "only {named}, nothing else.",
    "只查到{named}可以。": "only for {named} a permission was found.",
    "付的是{named}": "What is paid is {named}",
    "没有查到国家和这里的规定。": "neither a national nor a local rule was found.",
    "原来的规定到{day}为止，之后没有查到新的规定。": "the old rule ended on {day}; no new one was found.",
    "哪天开始“{held}”没有查到：{last_not}还不是，{day}已经是。": (
        "the day from which it is “{held}” was not found: not yet on {last_not}, already on {day}."
    ),
    "原来的规定是“{held}”，{day}起没有查到是否还保留。": "the old rule was “{held}”; whether it still holds from {day} on was not found.",
    "有资料说{verdict}，但只见于非官方来源，还要核实。": "a source says “{verdict}”, but only an unofficial one: to be confirmed.",
    "向参保地医保局核实{label}能不能付": "Ask the medical insurance office of the place of insurance whether {label} may be paid",
    # the relation
    "{label}在{where}的范围内，{since}{reach}。": "^{label}: allowed {where}, {since}{reach}.",
    "全国": "in the whole country",
    "这里": "here",
    "，限同一统筹区内": ", only within one pooling area",
    "，省（区、市）内都行": ", anywhere in the province",
    "{day}起可以": "from {day} on",
    "最晚{day}已经可以": "by {day} at the latest",
    "只用于{names}": "only for {names}",
    "同一统筹区内可以": "within one pooling area",
    "{label}在这里{extent}，这种情况不在内。": "^{label}: allowed here {extent}; this case is outside of that.",
    "跨省只认国家的近亲属名单，{label}不在内{reason}；个别地区在省内多放开的，到外省不算。": (
        "Across provinces only the national list of near relatives counts; not on it: {label}{reason}. What single regions allow "
        "beyond it at home does not count in other provinces."
    ),
    "{label}放开的确切日期没有查到：{before}还没有，{day}已经可以，这中间说不准。": (
        "^{label}: the exact day of opening was not found. Not yet on {before}, already on {day}; between them it is not certain."
    ),
    "{label}原来可以，{day}起没有查到是否还保留。": "^{label}: was allowed; whether it still is from {day} on was not found.",
    "国家{day}起允许各地放开{label}，{until}{limited}这里哪天开始没有查到。": (
        "From {day} the state lets regions allow: {label}; {until}{limited}from which day here was not found."
    ),
    "最晚{day}各地都已放开，": "by {day} all regions had done so; ",
    "当时查到的只是{extent}；": "at the time it was found only {extent}; ",
    "有资料说{label}可以，但只见于非官方来源，还要核实。": "^{label}: a source says yes, but only an unofficial one: to be confirmed.",
    "向参保地医保局核实{label}能不能绑定": "Ask the medical insurance office of the place of insurance whether you may bind: {label}",
    "当时只放开到同一统筹区内；": "then only within one pooling area; ",
    "{label}当时还没有放开；{only}最早在{day}以后。": "^{label}: not allowed yet at that time; {only}not before {day}.",
    "{label}当时还没有放开；{only}{day}起才可以。": "^{label}: not allowed yet at that time; {only}only from {day} on.",
    "当时国家规定个人账户只付参保人本人的费用，没有查到这里先行放开{label}。": (
        "At that time, by the national rule, an account paid for its holder alone; no earlier opening here was found for: {label}."
    ),
    "当天的范围是{names}。": "The list of that day: {names}.",
    "{label}不在内{reason}。": "Not on it: {label}{reason}.",
    "原来可以，到{day}为止。": "It was allowed until {day}.",
    "{day}起这里才可以。": "Here it is allowed only from {day} on.",
    "{day}以后这里才可能可以。": "Here it may be allowed after {day}.",
    "没有查到跨省共济的名单。": "No list for sharing across provinces was found.",
    "{label}在跨省共济的名单内，跨省从{day}起才有。": "^{label}: on the list for sharing across provinces, which exists only from {day} on.",
    "{label}是近亲属，在跨省共济的名单内。": "^{label}: a near relative, on the list for sharing across provinces.",
    # the route
    "双方都在{place}参保，{how}走省内家庭共济绑定。": (
        "Both are insured in {place}{how}: one binds the other by family sharing (家庭共济) inside the province."
    ),
    "同一统筹区，": ", in the same pooling area",
    "不同统筹区，": ", in different pooling areas",
    "跨省共济（医保钱包）{day}才开始，当时还没有。": "Sharing across provinces (the wallet, 医保钱包) began only on {day}; it did not exist yet.",
    "跨省要走医保钱包，两地都要开通。": "Across provinces you need the medical insurance wallet (医保钱包), open at both ends.",
    "{place}的医保钱包{day}开通。": "The wallet of {place} opened on {day}.",
    "{place}的医保钱包{day}已经开通。": "The wallet of {place} was open on {day}.",
    "{place}的医保钱包{day}才开通，当时还没有。": "The wallet of {place} opened only on {day}; it was not open yet.",
    "{place}的医保钱包{day}还没有开通。": "The wallet of {place} was not open yet on {day}.",
    "{place}的医保钱包到{day}还没有开通。": "The wallet of {place} was not open yet by {day}.",
    "{place}的医保钱包哪天开通没有查到。": "The day on which the wallet of {place} opened was not found.",
    "{place}的医保钱包说不准：{said}；请在国家医保服务平台查一下。": (
        "The wallet of {place} is not certain: {said}; look it up in the national app (国家医保服务平台)."
    ),
    "{place}的医保钱包有矛盾：{day}的名单里有，{other}的又说没有。": (
        "On the wallet of {place} sources contradict each other: on the list of {day}, not on that of {other}."
    ),
    "{place}的医保钱包已开通的说法只见于非官方来源，还要核实。": (
        "Only an unofficial source says that the wallet of {place} is open: to be confirmed."
    ),
    "在国家医保服务平台查到{place}已开通医保钱包": "The national app (国家医保服务平台) shows the wallet of {place} as open",
    "{day}已经开通": "open on {day}",
    "{day}还没有开通": "not open yet on {day}",
    "{day}说有统筹区已开通，没有逐一点名": "on {day} some pooling areas were said to be open, without their names",
    # limits
    "每笔": "each payment",
    "每天": "each day",
    "每年": "each year",
    "本省（区、市）": "this province",
    "各自的参保地": "the own place of insurance of each",
    "一名职工同时最多绑 {people} 位亲属": "one employee may have at most {people} relatives bound at a time",
    "一名职工累计最多绑 {people} 位亲属": "one employee may bind at most {people} relatives in all",
    "{kinds}最多绑 {people} 位": "of these at most {people}: {kinds}",
    "一位亲属最多被 {people} 名职工绑定": "employees who may bind one relative: at most {people}",
    "已经给别人共济的，不能再用别人的共济；反过来也一样": "who shares with others may not use the account of others, and the other way round",
    "绑定的亲属人数没有上限": "no limit on the number of relatives bound",
    "一位亲属可被几名职工绑定没有上限": "no limit on how many employees bind one relative",
    "个人账户要有 {amount}以上才能给家人用": "relatives may use the account only if it holds at least {amount}",
    "个人账户要留 {amount}，只有超出的部分能给家人用": "{amount} must stay in the account; relatives may use only what is above",
    "只能用个人账户历年结余的钱，当年划入的不能用": "only the savings of past years may be used, not what was paid in this year",
    "个人账户超过 {amount}的部分可以另设家庭共济账户": "what the account holds above {amount} may be put into a separate family account",
    "个人账户余额要够付这一笔": "the balance has to cover the whole payment",
    "一笔费用只能由一个账户付清，不能几个账户拼着付": "one account has to pay a bill in full; accounts cannot be combined",
    "每笔不超过 {amount}": "at most {amount} a payment",
    "每天合计不超过 {amount}": "at most {amount} a day in all",
    "每年合计不超过 {amount}": "at most {amount} a year in all",
    "每次最少 {amount}": "at least {amount} each time",
    "每天最多 {times} 笔": "at most {times} payments a day",
    "每年最多变更 {times} 次": "at most {times} changes a year",
    "{hours} 不办理": "closed at these hours: {hours}",
    "要等 {days} 天": "a wait of {days} days",
    "双方都要在{where}参保": "both have to be insured in {where}",
    "{names}：{limit}": "{names}: {limit}",
    "（待核实）": " (to be confirmed)",
    "要符合这里的限制：{limits}。": "The limits here have to be kept: {limits}.",
    "没有查到会挡住这一笔的人数或金额限制。": "No limit on people or amounts that would stop this was found.",
    "没有要核对的限制。": "There is no limit to look at.",
    "这几类亲属最多绑 {people} 位，看已绑的里面有几位。": (
        "Of these kinds of relatives at most {people} may be bound; it depends on how many are bound already."
    ),
    "已绑的这几类亲属不到 {people} 位": "Fewer than {people} relatives of these kinds are bound",
    "{span}最多 {most}，{amount}一次付不完。": "^{span} at most {most}; {amount} cannot be paid at once.",
    "{span}付的不超过 {amount}": "^{span} no more than {amount} is paid",
    "已经绑了 {bound} 位，同时最多 {people} 位，要先解绑一位。": "{bound} are bound already and at most {people} may be: unbind one first.",
    "已经绑了 {bound} 位，累计最多 {people} 位。": "{bound} have been bound already, and at most {people} may be in all.",
    "对方已被 {bound} 名职工绑定，最多 {people} 名，要先解绑。": (
        "The relative is bound by {bound} employees already, and at most {people} may do so: one has to unbind first."
    ),
    "个人账户只有 {balance}，要有 {least}以上才能给家人用。": "The account holds {balance}; relatives may use it only from {least} on.",
    "只有超过 {kept}的部分能给家人用，账户里是 {balance}，没有可用的。": (
        "Relatives may use only what is above {kept}; with {balance} in the account that is nothing."
    ),
    "能给家人用的是 {usable}，不够付 {amount}。": "Relatives may use {usable}, which does not cover {amount}.",
    "只能用历年结余的钱，余额里当年划入的那部分不能用。": (
        "Only the savings of past years may be used, not the part of the balance that was paid in this year."
    ),
    "历年结余够付这一笔": "The savings of past years cover this payment",
    "账户里是 {balance}，超过 {kept}的部分才能转入家庭共济账户。": (
        "The account holds {balance}; only what is above {kept} can go to the family account."
    ),
    "能转入家庭共济账户的是 {usable}，不够付 {amount}。": "{usable} can go to the family account, which does not cover {amount}.",
    "余额 {balance}不够付这一笔 {amount}，这里要由一个账户付清。": (
        "The balance of {balance} does not cover {amount}, and here one account has to pay in full."
    ),
    "余额 {balance}不够付 {amount}。": "The balance of {balance} does not cover {amount}.",
    "其余 {amount}另付": "The other {amount} is paid otherwise",
    "其余 {amount}另付，或家庭共济账户里已有钱": "The other {amount} is paid otherwise, or the family account holds money already",
    "每次最少 {amount}。": "At least {amount} each time.",
    "一次至少 {amount}": "At least {amount} at once",
    "个人账户余额是 0，没有可用的钱。": "The balance of the account is 0; there is nothing to use.",
    "向参保地医保局核实这条限制": "Ask the medical insurance office of the place of insurance about this limit",
    "{since}起没有查到这条限制是否还保留。": "Whether this limit still holds from {since} on was not found.",
    "这条限制哪天开始没有查到，最晚{day}。": "The day on which this limit began was not found; {day} at the latest.",
    "这条限制只见于非官方来源，还要核实。": "Only an unofficial source states this limit: to be confirmed.",
}
