"""The English of every sentence that the engine says: {Chinese template: English with the same fields}.

^ at the front: a capital, whatever the first field holds. The names of places, relations and expenses stand in
policies/vocabulary/english.yaml. Chinese is the authority; a browser loads this for /en/ alone.
"""

from __future__ import annotations

from calculator.english.answers import ANSWERS
from calculator.english.checks import CHECKS
from calculator.english.families import FAMILIES
from calculator.english.plans import PLANS
from calculator.english.readings import READINGS

TABLE: dict[str, str] = {**ANSWERS, **CHECKS, **FAMILIES, **PLANS, **READINGS}
