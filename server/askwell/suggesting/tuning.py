"""Every constant of scoring, choice and time in one place; the version goes into each plan."""

VERSION = "1"

# What the answer is for (frames) and how much such answers are worth.
FRAME_WORTH: dict[str, float] = {
    "criterion": 1.0,
    "evidence": 1.0,
    "exception": 1.0,
    "threshold": 0.95,
    "order": 0.95,
    "unlearn": 0.9,
    "contrast": 0.85,
    "tacit": 0.85,
    "method": 0.75,
    "condition": 0.7,
    "settle": 0.7,
    "incident": 0.65,
    "referral": 0.6,
    "story": 0.5,
    "resource": 0.5,
}

CATEGORIES = ("path", "trends", "insights", "assignments", "culture", "advice", "resources", "rapport")
_WEIGHTS = {
    "explore": (2, 2, 3, 3, 1, 1, 2),
    "choose": (2, 1, 3, 2, 2, 3, 1),
    "break_in": (2, 1, 2, 2, 1, 3, 2),
    "evaluate": (1, 2, 2, 2, 3, 1, 0),
    "plan_skills": (1, 1, 1, 3, 0, 3, 3),
    "return": (2, 2, 2, 1, 2, 3, 2),
    "discovery": (0, 1, 2, 3, 1, 0, 1),
}
GOAL_WEIGHT: dict[str, dict[str, float]] = {
    goal: {**dict(zip(CATEGORIES, row, strict=False)), "rapport": 1.0} for goal, row in _WEIGHTS.items()
}
MY_BONUS = 0.25
GOAL_FLOOR, GOAL_SHARE = 0.35, 0.35

# How much of the seeker is at stake, by the kind of fact spoken.
STAKE: dict[str, float] = {
    "decision": 1.0,
    "option": 1.0,
    "clock": 1.0,
    "hyp": 1.0,
    "hyp_raw": 0.9,
    "gap": 0.8,
    "gaps": 0.85,
    "known": 0.7,
    "skill": 0.65,
    "skills": 0.65,
    "target": 0.65,
    "background": 0.55,
    "school": 0.5,
    "introducer": 0.6,
    "goal": 0.5,
    "none": 0.4,
}

# Score = sure * (value, access, tier, fresh, rapport) - risk - long.
SHARE_VALUE, SHARE_ACCESS, SHARE_TIER, SHARE_FRESH, SHARE_RAPPORT = 0.45, 0.20, 0.20, 0.10, 0.05
RISK_WEIGHT = 0.25
RISK = {0: 0.0, 1: 0.5, 2: 1.0}
LONG_PER_WORD, LONG_FROM = 0.01, 26
LATER_WORDING = 0.012  # wordings stand best first
SEMICOLON = 0.05
OLD_FACT, OLD_YEARS = 0.10, 8
CLAIM_BONUS, DEED_BONUS = 0.008, 0.07
MODEL_WEIGHT = 0.5  # whoever switches a model on wants to be asked what it found

# Choice of the set.
SHOWN = 10
RESERVE = 12
SIMILARITY_WEIGHT, REUSE_WEIGHT, OPENER_WEIGHT = 0.30, 0.07, 0.10
MINE_FREE, MINE_WEIGHT = 0.45, 0.07
ORG_FREE, ORG_WEIGHT = 2, 0.05  # the same employer named again and again sounds read out
TRADE_MOST, TRADE_ALONE, TRADE_SPARSE = 2, 2, 3
LENGTH_WEIGHT, CATEGORY_WEIGHT = 0.0015, 0.03
SIMILARITY_CAP, MODEL_SIMILARITY = 0.26, 0.45
SAME_FACT_SIMILARITY = 0.5
PER_CATEGORY = 3
MISSING_ASKED = 2  # of what the seeker lacks
SAME_TRIGGER = 2  # two deeds may be asked about in the same way
PER_FACT, PER_STEP = 2, 3  # a turning point is what people can tell most about
MOST_OPENER = 0.5
SENSITIVE_SHORT, SENSITIVE_LONG, SENSITIVE_LIMIT_MINUTES = 1, 2, 20
COVER_MARGIN = 0.05
FLOORS = (frozenset({"rapport", "path"}), frozenset({"assignments", "insights"}), frozenset({"advice"}))
FLOOR_MIN_SCORE, HEART_MIN_SCORE = 0.25, 0.55
LEAST_SCORE = 0.22
SPARSE_SHOWN = 8

# Words and breath.
MOST_WORDS, MOST_ASK_WORDS, MOST_BEFORE_ASK, MOST_RUN = 36, 24, 30, 25
GOOD_LENGTH = {"phone": 18, "message": 20, "email": 22, "video": 22, "in_person": 22}
HIGH_SCHOOL_LENGTH = 18
HIGH_SCHOOL_GRADE, MOST_GRADE = 8.0, 13.5
WHY_WORDS = 25
# Said when a trigger's own lines do not pass the gates with these facts.
PLAIN_WHY = "Asks for what only this person has seen."
PLAIN_FOLLOW_UPS = ("What happened then?", "Who would tell it differently?")

# Time.
DEFAULT_MINUTES = 20
LEAST_MINUTES, MOST_MINUTES = 8, 60
OPENING = ((10, 0.5), (15, 1.0), (20, 2.0), (30, 3.0), (60, 4.0))
CLOSING = ((10, 1.5), (15, 3.0), (20, 4.0), (30, 6.0), (45, 8.0), (60, 9.0))
BODY_FILL = 0.86
EARLY_SHARE = 0.6
MESSAGE_PLANNED, MESSAGE_MOST = 2, 3
CONVERSATION_ORDER = ("rapport", "path", "trends", "insights", "assignments", "culture", "advice", "resources")
