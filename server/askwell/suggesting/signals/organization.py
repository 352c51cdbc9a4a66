"""Signals of the organization: size, age, news, values, fields, customers, ways of working."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case, remembered
from askwell.suggesting.cleaning import spoken_case, without_brackets
from askwell.suggesting.dates import MONTHS
from askwell.suggesting.facts import Binding, Value, binding, items, mapping, named_items, source, spoken, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.names import read_role
from askwell.suggesting.organization import News, about_size
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens, with_article

_ROUND = regex(r"\b(Series [A-F]|seed round|pre-seed round|seed|grant)\b", re.IGNORECASE)
_ORDINAL = regex(
    r"\b(?:an?\s+)?((?:second|third|fourth|fifth|sixth|new)\s+(?:[a-z-]+\s+){0,2}?(?:route|site|office|plant|store|shop|branch|clinic|campus|kitchen|"
    r"workshop|warehouse|line|team|centre|center|lab|laboratory|depot|studio|school|hospital|ward|wing|depot|hub|restaurant|bakery|farm|factory|crew|boat|ferry|ship|class|cohort|shift|ward|location|"
    r"support centre|support center|service|programme|program|unit))\b",
    re.IGNORECASE,
)
_PLANNED = regex(
    r"\b(?:to add|to open|will open|plans|planned|is building|to build|will add|to launch|raises|from 20\d\d|"
    r"next year|opening in)\b",
    re.IGNORECASE,
)
_MARKET = regex(
    r"\b(?:expands? (?:in)?to|enters?|opens? in|launch(?:es)? in|moves? into|"
    r"comes to)\s+((?:the\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})"
)
_LAUNCHED = regex(
    r"\b(?:launch(?:es|ed)?|releases?|released|introduces?|introduced|unveils?|unveiled)\s+(?:its\s+|a\s+|an\s+|the\s+|new\s+)*([A-Z][\w+'-]*(?:\s+[A-Z0-9][\w+'-]*){0,3})"
)
_ACQUIRES = regex(
    r"\b(?:acquires?|acquired|buys|bought|takes over|merges? with|merged with|"
    r"acquisition of)\s+((?:[A-Z][\w&'-]*\s?){1,4})"
)
_LEADER = regex(
    r"\b(?:as (?:its |the )?(?:new )?|new )((?:chief [a-z]+ officer|ceo|cto|cfo|coo|head of [a-z]+|"
    r"managing director|director of [a-z]+|principal|headteacher|dean|medical director|president))\b",
    re.IGNORECASE,
)
_GROWTH = regex(
    r"\b(?:doubled|tripled|grown from|grew from|growing fast|fast-growing|headcount growth)\b", re.IGNORECASE
)
_CUSTOMER = regex(
    r"\b(?:for|serving|used by|trusted by|clients include|customers include|"
    r"works? with)\s+((?:[a-z-]+\s){0,2}(?:restaurants|hospitals|schools|farmers|banks|retailers|operators|"
    r"manufacturers|clinics|councils|charities|airlines|"
    r"utilities|builders|families|students|patients|growers|hotels|universities|libraries|museums|tenants|publishers|insurers))\b",
    re.IGNORECASE,
)
_RECENT = 12


def _news(case: Case, kind: str, recent: int = _RECENT) -> Iterator[News]:
    for news in sorted(
        case.organization.news, key=lambda line: (line.months_ago if line.months_ago is not None else 99, line.source)
    ):
        if news.kind == kind and (news.months_ago is None or news.months_ago <= recent):
            yield news


def _fact(news: News) -> str:
    return f"news:{news.text[:40]}"


def _own(case: Case) -> bool:
    """Say whether the organization part is the person's present employer, or there is no person."""
    row, name = case.current, case.organization.name
    if not case.is_person:
        return True
    return (
        row is not None
        and row.org is not None
        and name is not None
        and (row.org.text == name.text or row.org_key in " ".join(word_list(name.text)))
    )


def headcount(case: Case) -> Iterator[Binding]:
    """Find how many people work there."""
    raw = case.organization.raw.get("size")
    if case.organization.band is not None and _own(case):
        said = about_size(raw)
        slots = {"about_size": value(said, source("/profile/organization/size", raw)), "org": case.organization.name}
        yield binding(
            "size", slots, {"band": case.organization.band}, sources=(source("/profile/organization/size", raw),)
        )


def funding(case: Case) -> Iterator[Binding]:
    """Find money raised, with what the page calls it."""
    for news in _news(case, "funding", 18):
        found = _ROUND.search(news.text)
        name = f"the {found[1] if found[1][0].isupper() else found[1].lower()}" if found else "the funding"
        month = (
            f" in {MONTHS[news.when.month % 12].capitalize()}"
            if news.when and news.when.exact and (news.months_ago or 0) < 12
            else ""
        )
        name = name.replace("the seed", "the seed round") if name == "the seed" else name
        yield binding(
            _fact(news),
            {"round": Value(name + month, (news.source, *((news.date_source,) if month else ())))},
            {"months_ago": news.months_ago},
        )
        return


def restructuring(case: Case) -> Iterator[Binding]:
    """Find cuts in the news; nothing of the text is spoken."""
    for news in _news(case, "restructuring"):
        if _own(case):
            yield binding(_fact(news), {}, {"months_ago": news.months_ago}, sources=(news.source,))
            return


def acquisition(case: Case) -> Iterator[Binding]:
    """Find one company that joins another."""
    for news in _news(case, "acquisition", 24):
        if found := _ACQUIRES.search(news.text):
            yield binding(
                _fact(news),
                {"acquired": Value(found[1].strip(" .'"), (news.source,)), "org": case.organization.name},
                {"months_ago": news.months_ago},
            )
            return


def launch(case: Case) -> Iterator[Binding]:
    """Find something new that went live."""
    for news in _news(case, "launch", 24):
        if found := _LAUNCHED.search(news.text):
            yield binding(
                _fact(news), {"product": Value(found[1].strip(" .'"), (news.source,))}, {"months_ago": news.months_ago}
            )
            return


@remembered
def expansion(case: Case) -> Iterator[Binding]:
    """Find a new site, route, team or line."""
    for kind in ("expansion", "funding", "launch"):
        for news in _news(case, kind):
            if found := _ORDINAL.search(news.text):
                said = with_article(spoken_case(found[1]))
                traits = {"months_ago": news.months_ago, "planned": bool(_PLANNED.search(news.text))}
                yield binding(_fact(news), {"news_np": Value(said, (news.source,))}, traits)
                return


def new_market(case: Case) -> Iterator[Binding]:
    """Find a new market, country or city."""
    for kind in ("expansion", "launch", "funding"):
        for news in _news(case, kind):
            if found := _MARKET.search(news.text):
                yield binding(
                    _fact(news),
                    {"market": Value(found[1].strip(), (news.source,)), "org": case.organization.name},
                    {"months_ago": news.months_ago},
                )
                return


def new_leader(case: Case) -> Iterator[Binding]:
    """Find a new leader by title."""
    for news in _news(case, "leadership"):
        if found := _LEADER.search(news.text):
            yield binding(
                _fact(news),
                {"leader_title": Value(f"a new {spoken_case(found[1])}", (news.source,))},
                {"months_ago": news.months_ago},
            )
            return


def growth(case: Case) -> Iterator[Binding]:
    """Find quick growth in words of the page."""
    texts = [(f"/profile/organization/{key}", case.organization.raw.get(key)) for key in ("about", "tagline")]
    texts += [news.source for news in case.organization.news]
    for pointer, raw in texts:
        if (found := _GROWTH.search(spoken(raw))) and _own(case):
            yield binding("growth", {"org": case.organization.name}, sources=((pointer, found[0]),))
            return


@remembered
def org_value(case: Case) -> Iterator[Binding]:
    """Find short values on the page."""
    for tail, text, _ in named_items(case.organization.raw, "values", "name", "text"):
        bare = without_brackets(re.split(r"[:–—]\s", text)[0]).strip(" .!")
        known = lexicons()
        slogan = any(word in bare.lower() for word in known.words["slogans"] | known.words["pride"])
        if (
            1 <= len(tokens(bare)) <= 8
            and not slogan
            and not case.foreign
            and _own(case)
            and '"' not in bare
            and bare.upper() != bare
        ):
            yield binding(f"value:{bare}", {"value": Value(bare, (source(f"/profile/organization/{tail}", text),))})


def _fields(case: Case) -> list[Value]:
    found = []
    for tail, text, _ in named_items(case.organization.raw, "specialties", "name"):
        if 1 <= len(text.split()) <= 3 and not case.foreign:
            found.append(Value(spoken_case(text), (source(f"/profile/organization/{tail}", text),)))
    return found


def specialties(case: Case) -> Iterator[Binding]:
    """Find three or more fields that the page names."""
    fields = _fields(case)
    if len(fields) >= 3 and _own(case):
        yield binding("specialties", {"spec_a": fields[0], "spec_b": fields[-1]})


def specialty(case: Case) -> Iterator[Binding]:
    """Find single fields that the page names."""
    for field in _fields(case)[:3]:
        if _own(case):
            yield binding(f"specialty:{field.text}", {"specialty": field})


def remote(case: Case) -> Iterator[Binding]:
    """Find work from many places."""
    row = case.current
    raw, pointer = case.organization.raw.get("work_mode"), "/profile/organization/work_mode"
    if not re.search(r"remote|hybrid|distributed", spoken(raw).lower()) and row is not None:
        raw, pointer = (
            row.raw.get("work_mode") or row.raw.get("location"),
            f"{row.pointer}/{'work_mode' if row.raw.get('work_mode') else 'location'}",
        )
    if found := re.search(r"\b(remote|hybrid|distributed)", spoken(raw).lower()):
        said = {"remote": "remotely", "hybrid": "partly from home", "distributed": "from many places"}[found[1]]
        yield binding("remote", {"work_mode": Value(said, (source(pointer, raw),))})


def regulated(case: Case) -> Iterator[Binding]:
    """Find an industry with strict rules."""
    sector = lexicons().sectors.get(case.organization.sector)
    if sector and sector.regulated and _own(case) and spoken(case.organization.raw.get("industry")):
        yield binding(
            "regulated",
            {
                "industry": Value(
                    sector.label, (source("/profile/organization/industry", case.organization.raw.get("industry")),)
                )
            },
        )


def customers(case: Case) -> Iterator[Binding]:
    """Find a kind of customer that the page names."""
    for key in ("about", "tagline"):
        raw = case.organization.raw.get(key)
        if (found := _CUSTOMER.search(spoken(raw))) and _own(case) and not case.foreign:
            yield binding(
                "customers", {"customer": Value(spoken_case(found[1]), (source(f"/profile/organization/{key}", raw),))}
            )
            return


def job_post(case: Case) -> Iterator[Binding]:
    """Find a vacancy with a requirement short enough to speak."""
    for position, entry in items(case.organization.raw, "job_posts"):
        role = read_role(spoken(mapping(entry).get("title")))
        for place, raw in items(entry, "requirements"):
            text = without_brackets(spoken(raw)).strip(" .")
            if (
                role.short
                and 1 <= len(tokens(text)) <= 6
                and not case.foreign
                and not re.search(
                    r"\d|degree|years|^(?:comfortable|able|ability|willing\w*|happy|strong|proven|must|you|your|excellent|good|passion\w*)\b",
                    text,
                    re.IGNORECASE,
                )
            ):
                pointer = f"/profile/organization/job_posts/{position}"
                slots = {
                    "job_title": Value(role.short, (source(f"{pointer}/title", mapping(entry).get("title")),)),
                    "requirement": Value(_small(text), (source(f"{pointer}/requirements/{place}", raw),)),
                }
                yield binding(f"job:{position}", slots)
                return


def _small(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    return (
        text
        if first.isupper() or re.search(r"[a-z][A-Z]", first) or first.lower() in lexicons().proper
        else text[0].lower() + text[1:]
    )


def mission_led(case: Case) -> Iterator[Binding]:
    """Find a charity or mission-led organization."""
    row = case.current
    side = case.organization.side if _own(case) and case.organization.name else (row.side if row else "")
    if side == "charity":
        org = case.organization.name if _own(case) and case.organization.name else (row.org if row else None)
        yield binding("mission_led", {"org": org})


def _founded(case: Case) -> tuple[int, Value] | None:
    when, raw = case.organization.founded, case.organization.raw.get("founded")
    if when is None or not _own(case) or case.now is None:
        return None
    return case.now.year - when.year, Value(str(when.year), (source("/profile/organization/founded", raw),))


def old_house(case: Case) -> Iterator[Binding]:
    """Find a house founded fifty years ago or more."""
    if (found := _founded(case)) and found[0] >= 50:
        yield binding("founded", {"founded": found[1], "org": case.organization.name})


def young_house(case: Case) -> Iterator[Binding]:
    """Find a house founded within six years."""
    if (found := _founded(case)) and 0 <= found[0] <= 6:
        yield binding("founded", {"founded": found[1], "org": case.organization.name})


def product(case: Case) -> Iterator[Binding]:
    """Find a named product or service."""
    for tail, text, _ in named_items(case.organization.raw, "products", "name"):
        bare = without_brackets(re.split(r"[:–—|]\s", text)[0])
        if 1 <= len(bare.split()) <= 4 and not case.foreign and _own(case):
            yield binding(f"product:{bare}", {"product": Value(bare, (source(f"/profile/organization/{tail}", text),))})
