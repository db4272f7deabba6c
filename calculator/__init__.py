"""The rules engine of 共济查: may a 职工医保个人账户 pay for a relative's expense?

`check(question, policies) -> Answer` decides a question, `understand(text, policies, context) -> Reading` reads a sentence.
`plan(household, policies) -> Plan` spreads a family's bills over its accounts.
`Policies(json)` holds the compiled rules. Standard library only; no file, network or clock is touched.
"""

from calculator.answer import Answer, check
from calculator.model import QuestionError
from calculator.plan import Plan, plan
from calculator.policies import Policies
from calculator.reading import understand
from calculator.reading_result import Reading
from calculator.version import VERSION

__all__ = ["VERSION", "Answer", "Plan", "Policies", "QuestionError", "Reading", "check", "plan", "understand"]
