"""Any text at all is read without a fault, and what was read can be answered."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import Policies, QuestionError, check, understand
from tests.test_asked import TODAY

PIECES = (
    "我", "我的", "老公", "岳父", "他爸", "她", "婆婆", "的", "家", "在", "深圳", "湖南", "老家", "医保", "医保卡",
    "用", "给", "帮", "交", "绑了", "三个", "人", "2024年", "5月", "去年", "国庆", "前", "买药", "血压计", "住院",
    "300", "块", "1.5万", "余额", "不是定点", "吗", "能", "，", "。", "？", "和", "、", "居民医保", "没参保", "退休",
    "灵活就业", "离婚了", "被", "12", "/", "-", "二〇二四年", "半年前",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from(PIECES), max_size=400).map("".join).map(lambda text: text[:2000])
    | st.text(max_size=2000)
    | st.sampled_from(PIECES).map(lambda piece: (piece * 2000)[:2000])
)
def test_any_text_is_read_and_answered(text: str, policies: Policies) -> None:
    reading = understand(text, policies, {"on": TODAY})
    for span in reading.spans:
        assert reading.text[span["start"] : span["end"]] == span["text"]
    try:
        check(reading.question, policies).to_json()
    except QuestionError as error:
        assert error.key == "on"  # a day that does not exist is kept as it was said
