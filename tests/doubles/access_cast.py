"""Everybody the matrix of access asks about: one for each relation there is, and each way one can be lost."""

from itertools import product

from tests.doubles.access_law import PARTS, Deputy, Fact, Matter, Office, World

MINE, OTHERS = "the document", "another document"
NOW_MINUTE = 10
_PARTICIPANT, _COUNSEL, _JUDGE = Office("participant"), Office("counsel"), Office("judge", here=True)

OFFICES = {
    **{f"the {what}": _PARTICIPANT for what in sorted(PARTS)},
    **{f"the {what}": _COUNSEL for what in ("prosecutor", "defence_counsel", "victim_counsel")},
    "the judge": _JUDGE,
    "a judge of the court": _JUDGE,
    "the former judge": _JUDGE,
    "the judge's colleague": _JUDGE,
    "the judge's assistant": _JUDGE,
    "a stranger": _COUNSEL,
    "the clerk": Office("clerk", here=True),
    "the clerk of the unit": Office("clerk", here=True, units=True),
    "a clerk of another unit": Office("clerk", here=True, units=False),
    "the unit clerk's colleague": Office("clerk", here=True, units=False),
    "a clerk of another court": Office("clerk"),
    "a clerk with a part": Office("clerk", here=True, units=False),
    "the registrar": Office("registrar"),
    "the auditor": Office("auditor"),
    "the administrator": Office("administrator"),
    "an administrator who is a party": Office("administrator"),
    "an auditor in an emergency": Office("auditor"),
    "an administrator who is named": Office("administrator"),
    "suspended counsel": _COUNSEL,
    "withdrawn counsel": _COUNSEL,
    "counsel from tomorrow": _COUNSEL,
    "counsel of the same side": _COUNSEL,
    "counsel of another accused": _COUNSEL,
    "another accused": _PARTICIPANT,
    "a second prosecutor": _COUNSEL,
    "somebody expected": _PARTICIPANT,
    "somebody named": _PARTICIPANT,
    "a guest": _COUNSEL,
    "a guest of the document": _COUNSEL,
    "a guest of another document": _COUNSEL,
    "a former guest": _COUNSEL,
    "the press": _PARTICIPANT,
    "the press with the document": _PARTICIPANT,
    "an advocate": _PARTICIPANT,
    "a liaison officer": _PARTICIPANT,
    "counsel's colleague": _COUNSEL,
    "counsel's colleague elsewhere": _COUNSEL,
    "counsel's colleague of last week": _COUNSEL,
    "counsel's colleague on the other side": _COUNSEL,
    "the colleague of somebody named": _PARTICIPANT,
    "the colleague of suspended counsel": _COUNSEL,
    "counsel's assistant": _COUNSEL,
    "counsel's assistant who signs": _COUNSEL,
    "the accused's assistant": _PARTICIPANT,
    "the colleague of an officer in an emergency": Office("auditor"),
}
_CLIENT = {
    "defence_counsel": "the accused",
    "victim_counsel": "the victim",
    "interpreter": "the witness",
    "guardian": "the victim",
    "next_friend": "the party",
}
FACTS = [
    *(Fact(f"the {what}", what, client=_CLIENT.get(what)) for what in sorted(PARTS)),
    Fact("the former judge", "judge", until=5),
    Fact("a clerk with a part", "witness"),
    Fact("an administrator who is a party", "party"),
    Fact("an auditor in an emergency", "break_glass"),
    Fact("suspended counsel", "defence_counsel", suspended=True, client="the accused"),
    Fact("withdrawn counsel", "defence_counsel", until=NOW_MINUTE, client="the accused"),
    Fact("counsel from tomorrow", "defence_counsel", since=NOW_MINUTE + 1, client="the accused"),
    Fact("counsel of the same side", "defence_counsel", since=NOW_MINUTE, client="the accused"),
    Fact("counsel of another accused", "defence_counsel", client="another accused"),
    Fact("another accused", "accused"),
    Fact("a second prosecutor", "prosecutor"),
    Fact("somebody expected", "expected"),
    Fact("a guest", "guest"),
    Fact("a guest of the document", "guest", document=MINE),
    Fact("a guest of another document", "guest", document=OTHERS),
    Fact("a former guest", "guest", until=5),
    Fact("the press", "press"),
    Fact("the press with the document", "press", document=MINE),
    Fact("an advocate", "advocate", client="the victim"),
    Fact("a liaison officer", "liaison"),
    Fact("counsel's colleague on the other side", "prosecutor", until=3),
]
DEPUTIES = [
    Deputy("the judge's colleague", "the judge", "delegate"),
    Deputy("the judge's assistant", "the judge", "assistant"),
    Deputy("the unit clerk's colleague", "the clerk of the unit", "delegate"),
    Deputy("counsel's colleague", "the defence_counsel", "delegate"),
    Deputy("counsel's colleague elsewhere", "the defence_counsel", "delegate", here=False),
    Deputy("counsel's colleague of last week", "the defence_counsel", "delegate", until=NOW_MINUTE),
    Deputy("counsel's colleague on the other side", "the defence_counsel", "delegate"),
    Deputy("the colleague of somebody named", "somebody named", "delegate"),
    Deputy("the colleague of suspended counsel", "suspended counsel", "delegate"),
    Deputy("counsel's assistant", "the defence_counsel", "assistant", may_sign=False),
    Deputy("counsel's assistant who signs", "the defence_counsel", "assistant"),
    Deputy("the accused's assistant", "the accused", "assistant"),
    Deputy("the colleague of an officer in an emergency", "an auditor in an emergency", "delegate"),
]
NAMED = frozenset(
    {"somebody named", "the witness", "the clerk", "the defence_counsel", "an administrator who is named"}
)
WORLD = World(OFFICES, FACTS, DEPUTIES, [Fact(who, "named") for who in sorted(NAMED)])
LEVELS = ("public", "parties", "filer", "named", "judge")
FILERS = (
    ("the defence_counsel", "the accused"),
    ("the accused", "the accused"),
    ("the prosecutor", ""),
    (None, None),
)
_OTHER_FILERS = (("the victim_counsel", "the victim"), ("the victim", "the victim"), ("the party", "the party"))
_NAMINGS = (frozenset[str](), NAMED, frozenset({"somebody named", "the witness"}))


def matters() -> list[Matter]:
    """Every case, entry and document of the matrix: each level, each filer, and some namings of each."""
    found = [Matter(((level, names),)) for level in LEVELS for names in _namings(level)]
    for case, entry in product(LEVELS, LEVELS):
        for outer, inner, (filer, client) in product(_namings(case), _namings(entry), FILERS):
            found.append(Matter(((case, outer), (entry, inner)), filer, client, frozenset({MINE})))
    for level, (filer, client) in product(LEVELS, _OTHER_FILERS):
        found.append(Matter((("public", frozenset()), (level, _namings(level)[-1])), filer, client, frozenset({MINE})))
    for case, entry, document in product(LEVELS, LEVELS, LEVELS):
        for outer, inner in product(_namings(case)[:2], _namings(document)):
            seals = ((case, outer), (entry, NAMED if entry == "named" else frozenset()), (document, inner))
            found.append(Matter(seals, "the defence_counsel", "the accused", frozenset({MINE})))
    return found


def _namings(level: str) -> tuple[frozenset[str], ...]:
    return _NAMINGS if level == "named" else _NAMINGS[:1]
