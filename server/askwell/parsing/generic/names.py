"""Names of people: what they look like in every script, and what stands around them; never looks at markup."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from askwell.parsing.generic.words import plain, words

_PRONOUNS = re.compile(
    r"[\s,|·•–-]*[(\[]?\b(?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|él|elle|ela|ele|elu|lei|lui|zij|hij|hen)"
    r"\s*/\s*[^\W\d_]+(?:\s*/\s*[^\W\d_]+)*[)\]]?\s*$",
    re.I,
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*|\s+[\"“„‟«'‘][^\"”“»'’]+[\"”“»'’](?=\s)")
_COUNTER = re.compile(r"^\(\d+\+?\)\s*")
_BREAKS = re.compile(r"[\d@©®™/\\<>=_#?!;{}\[\]|…%&+*~^°$€£]|\.\.|:(?!$)")
_LATIN_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`´.‐‑\-·])*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_SYMBOLS = frozenset(("So", "Sk", "Cs", "Co", "Cn"))
_MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class NameReading:
    """A text read as a person's name.

    Attributes:
        name: The name without honorifics, post-nominals, pronouns and badges.
        score: 0 to 1: how much the text looks like a name by itself.
        honorific: What stood before it ("Dr."), or nothing.
        credentials: Letters after it ("PhD, RN"), or nothing.
    """

    name: str
    score: float
    honorific: str = ""
    credentials: str = ""


@lru_cache(maxsize=8192)
def read_name(text: str) -> NameReading | None:
    """Read a whole text as one name; None when it cannot be one."""
    text = strip_badges(text)
    if not text or len(text) > _MAX_LENGTH:
        return None
    body, credentials = _split_credentials(text)
    body, honorific = _split_honorific(body)
    body, suffix = _split_suffix_tokens(body)
    core = _ASIDE.sub(" ", f" {body} ").strip()
    if "," in core:
        return _read_reversed(core)
    if not core or _BREAKS.search(core) or _ends_sentence(core) or core.lower().endswith(("'s", "’s")):
        return None
    score = _score(core)
    if score <= 0:
        return None
    if honorific:
        score += 0.3
    if credentials or suffix:
        score += 0.15
    return NameReading(body.strip(" ,"), min(score, 1.0), honorific, ", ".join(filter(None, (suffix, credentials))))


def _ends_sentence(text: str) -> bool:
    return text.endswith((".", ":")) and not _INITIALS.fullmatch(text.rsplit(maxsplit=1)[-1])


def name_score(text: str) -> float:
    """Return how much a text looks like a person's name, from 0 to 1."""
    reading = read_name(text)
    return reading.score if reading else 0.0


def strip_badges(text: str) -> str:
    """Drop counters, pronouns, emoji, bullets and quotes around a name."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))  # letters and their accents as one
    text = _COUNTER.sub("", text) if text.startswith("(") else text
    text = _PRONOUNS.sub("", text) if "/" in text else text
    if not text.isascii():  # plain letters carry no badges, and long pages have many lines
        text = " ".join("".join(" " if unicodedata.category(char) in _SYMBOLS else char for char in text).split())
    return text.strip(' ,:;|·•*–—-"“”„«»')


def is_given_name(word: str) -> bool:
    """Tell whether a word is a listed given name (for a double name, its first half)."""
    folded = plain(word)
    return folded in _given() or folded.split("-")[0] in _given()


@cache
def _given() -> frozenset[str]:
    return words("given_names")


@cache
def _family(script: str) -> frozenset[str]:
    if script == "japanese":
        return words("name_parts", "scripts", "japanese")
    return frozenset("".join(words("name_parts", "scripts", script)))


def _split_credentials(text: str) -> tuple[str, str]:
    """Cut letters after a comma; a generational suffix stays with the name."""
    if "," not in text:
        return text, ""
    head, *tail = [part.strip() for part in text.split(",")]
    while tail and plain(tail[0]).strip(".") in words("name_parts", "suffixes"):
        head = f"{head} {tail.pop(0)}"
    tail = [part for part in tail if part]
    if tail and all(_is_credential(part) for part in tail) and not _is_region(tail):
        return head, ", ".join(tail)
    return ", ".join([head, *tail]), ""


def _read_reversed(text: str) -> NameReading | None:
    """Read "Smith, John" as directories write names; surely only with a listed given name."""
    head, comma, tail = text.partition(", ")
    if (
        not comma
        or "," in tail
        or len(head.split()) > 3
        or not 1 <= len(tail.split()) <= 3
        or not _LATIN_TOKEN.match(head)
    ):
        return None
    turned = f"{tail} {head}"
    score = _score(turned)
    if _BREAKS.search(turned) or min(_score(head), _score(tail)) <= 0 or score < 0.4:
        return None
    sure = is_given_name(tail.split()[0]) and not is_given_name(head)
    return NameReading(turned, score if sure else score - 0.15)


_REGIONS = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NS ON PE QC SK USA US UK GB UAE EU "
    "AU CA NZ IN DE FR ES IT NL".split()
)


def _is_region(tail: list[str]) -> bool:
    """Tell whether what follows the commas is a region and country ("CA, USA") rather than letters after a name."""
    codes = [part.replace(".", "") for part in tail]
    return codes[-1] in ("USA", "UK", "US", "UAE") or (
        len(codes) == 1 and codes[0] in _REGIONS and not _is_listed(codes[0])
    )


def _is_credential(text: str) -> bool:
    """Tell whether a piece is letters after a name: each word listed, or short and upper case."""
    return all(is_credential_token(token) for token in text.split())


def is_credential_token(token: str) -> bool:
    """Tell whether a word is a degree, licence or generational suffix as it stands after a name."""
    token = token.strip("(),;")
    bare = plain(token).replace(".", "")
    if not bare:
        return False
    if bare in words("name_parts", "postnominals") or bare in words("name_parts", "suffixes"):
        return token[:1].isupper() and (len(bare) > 2 or token.isupper() or "." in token)
    if bare in words("titles", "heads"):
        return False
    letters = token.replace(".", "").replace("-", "")
    return letters.isupper() and letters.isascii() and 2 <= len(letters) <= 6 and not letters.isdigit()


def _split_honorific(text: str) -> tuple[str, str]:
    parts = text.split()
    taken: list[str] = []
    if len(parts) > 2 and parts[0].lower() == "the" and plain(parts[1]).strip(".") in words("name_parts", "honorifics"):
        taken.append(parts.pop(0))
    while len(parts) > 1:
        word = plain(parts[0]).strip(".").replace(".", "")
        marked = parts[0].endswith(".") or parts[0][:1].isupper() or word in ("h", "hc", "habil", "rer", "nat")
        pieces = {word, *word.split("-")}
        listed = word in words("name_parts", "honorifics")
        if not (marked and listed) and not _is_degree_piece(parts[0], pieces, taken):
            break
        if not taken and word in _AMBIGUOUS and not _is_meant(word, parts):
            break
        taken.append(parts.pop(0))
    return " ".join(parts), " ".join(taken)


# Honorifics that are also names, initials or words: they need a dot.
_AMBIGUOUS = frozenset(
    "don dean di m ra pr bc dr-ing mag ten em mx cav pastor judge major father brother sister lady baron "
    "president imam".split()
)


def _is_meant(word: str, parts: list[str]) -> bool:
    """Tell whether an ambiguous word is an honorific here: it has a dot, or a given name follows it."""
    if is_given_name(word):
        return False
    return parts[0].endswith(".") or (len(parts) > 2 and is_given_name(parts[1]))


def _is_degree_piece(token: str, pieces: set[str], taken: list[str]) -> bool:
    """Tell whether a word goes on an academic honorific that has begun ("Dr. rer. nat.", "Dipl.-Ing. (FH)")."""
    if not taken:
        return token.lower().startswith(("dipl", "prof", "univ.-", "dr.-", "priv.-doz"))
    return token.startswith("(") or bool(pieces & _ACADEMIC) or token.lower().startswith(("dipl", "habil"))


_ACADEMIC = frozenset(
    "rer nat med phil jur ing habil hc h c mult pol oec theol dent vet sc techn agr iur dr prof fh mba msc "
    "bsc ma univ".split()
)


def _split_suffix_tokens(text: str) -> tuple[str, str]:
    """Cut credentials that follow without a comma ("Carrie Roland RDH"), leaving at least two words."""
    parts = text.split()
    upper = text.isupper()
    taken: list[str] = []
    while len(parts) > 2 and is_credential_token(parts[-1]) and (not upper or _is_listed(parts[-1])):
        taken.insert(0, parts.pop().strip(","))
    kept = [word for word in taken if plain(word) in words("name_parts", "suffixes")]
    return " ".join(parts + kept), " ".join(word for word in taken if word not in kept)


def _is_listed(token: str) -> bool:
    return plain(token).replace(".", "") in words("name_parts", "postnominals")


def _score(text: str) -> float:
    script = script_of(text)
    if script == "latin" or script in ("cyrillic", "greek"):
        return _score_cased(text.split(), script)
    if script in ("han", "hangul", "kana"):
        return _score_east_asian(text, script)
    return _score_uncased(text.split(), script) if script else 0.0


def script_of(text: str) -> str:
    """Name the script of the first letter; kana counts when a text mixes it with Chinese characters."""
    first = ""
    for char in text:
        if not char.isalpha():
            continue
        name = unicodedata.name(char, "")
        found = next((script for prefix, script in _SCRIPTS if name.startswith(prefix)), "other")
        if found == "kana":
            return "kana"
        first = first or found
        if first != "han":
            return first
    return first


_SCRIPTS = (
    ("LATIN", "latin"),
    ("FULLWIDTH LATIN", "latin"),
    ("CYRILLIC", "cyrillic"),
    ("GREEK", "greek"),
    ("CJK", "han"),
    ("HIRAGANA", "kana"),
    ("KATAKANA", "kana"),
    ("HANGUL", "hangul"),
    ("ARABIC", "arabic"),
    ("HEBREW", "hebrew"),
    ("DEVANAGARI", "devanagari"),
)


def _score_cased(parts: list[str], script: str) -> float:
    parts = [_POSSESSIVE.sub("", part) if len(parts) == 1 else part for part in parts]
    core = [part for part in parts if not is_particle(part)]
    if not core or len(parts) > 7 or len(core) > 6:
        return 0.0
    if not all(_LATIN_TOKEN.fullmatch(part.strip(",")) for part in parts):
        return 0.0
    if not all(part[0].isupper() or _after_hyphen(part) for part in core):
        return _score_lower(parts)
    score = {1: 0.2, 2: 0.5, 3: 0.5, 4: 0.42}.get(len(core), 0.25)
    score += _given_bonus(core, script)
    if any(_INITIALS.fullmatch(part) and part.isupper() and "." in part for part in core[:-1]):
        score += 0.15
    if len(core) < len(parts) and len(core) > 1 and plain(parts[0]) not in words("name_parts", "particles"):
        score += 0.1
    return max(0.0, score - _penalty(core, score))


def is_particle(part: str) -> bool:
    """Tell whether a token is a lower-case particle, alone or joined ("von", "al-Sudais")."""
    if part[:1].isupper():
        return False
    return plain(part) in words("name_parts", "particles") or part.lower().startswith(("al-", "el-", "bin-", "ben-"))


def _after_hyphen(part: str) -> bool:
    return part[:2].lower() in ("d'", "l'", "o'", "d’", "l’", "o’", "'t") and part[2:3].isupper()


def _score_lower(parts: list[str]) -> float:
    """Score a handle-like name in lower case: only with a listed given name first."""
    return 0.35 if 2 <= len(parts) <= 3 and is_given_name(parts[0]) and not _ordinary(parts) else 0.0


def _ordinary(parts: list[str]) -> int:
    return sum(1 for part in parts if plain(part) in words("name_parts", "not_names"))


def _given_bonus(core: list[str], script: str) -> float:
    lists = {"cyrillic": words("name_parts", "scripts", "cyrillic"), "greek": words("name_parts", "scripts", "greek")}
    known = lists.get(script)
    if known is not None:
        folded = {plain(word) for word in known} | set(known)
        hit = any(plain(part) in folded or part.lower() in folded or _is_patronymic(part) for part in core)
        return 0.4 if hit else 0.0
    if is_given_name(core[0]) and not _is_ordinary_only(core[0]):
        return 0.35
    return 0.25 if any(is_given_name(part) for part in core[1:]) else 0.0


def _is_patronymic(part: str) -> bool:
    return part.lower().endswith(("вич", "вна", "ична", "ович", "евич", "івна", "йович"))


def _is_ordinary_only(word: str) -> bool:
    return plain(word) in words("name_parts", "calendar") and plain(word) in words("name_parts", "not_names")


def _penalty(core: list[str], score: float) -> float:
    """Weigh words that names do not have; a listed given name in front excuses an ordinary family name."""
    folded = [plain(part).strip(".'") for part in core]
    begins_given = is_given_name(core[0]) and folded[0] not in words("name_parts", "not_names")
    total = 0.0
    for place, word in enumerate(folded):
        if place == 0 and begins_given:
            continue
        kind = word in words("organizations", "nouns") or word in words("organizations", "suffixes")
        excused = begins_given and place == len(folded) - 1 and len(folded) <= (2 if kind else 3)
        total += _word_penalty(word) * (0.2 if excused and (len(folded) == 2 or word not in _title_words()) else 1.0)
    if folded[0] in words("name_parts", "place_starts") and len(folded) > 1:
        total += 0.3
    if len(core) > 1 and all(part.isupper() and len(part) > 1 for part in core):
        total += 0.05
    return min(total, score)


def _word_penalty(word: str) -> float:
    if "-" in word:
        return min(_word_penalty(part) for part in word.split("-") if part)
    if word in words("name_parts", "not_names") or word in words("name_parts", "calendar"):
        return 0.15 if word in _given() else 0.4
    if word in words("organizations", "suffixes") or word in words("organizations", "nouns"):
        return 0.4
    if word in _title_words():
        return 0.15 if word in _given() else 0.35
    if word in words("name_parts", "places"):
        return 0.05 if word in _given() else 0.3
    return 0.0


@cache
def _title_words() -> frozenset[str]:
    return words("titles", "heads") | words("titles", "modifiers")


def _score_east_asian(text: str, script: str) -> float:
    bare = text.replace(" ", "").replace("\u3000", "").replace("・", "").replace("·", "")
    if not bare.isalpha() or not 2 <= len(bare) <= (12 if script == "kana" else 6):
        return 0.0
    if any(piece in bare for piece in _east_asian_titles()):
        return 0.0
    if script == "hangul":
        return _east_asian(len(bare) in (2, 3, 4), bare[0] in _family("hangul"))
    japanese = any(bare.startswith(name) for name in _family("japanese") if len(name) > 1)
    if japanese and len(bare) <= 6:
        return 0.85
    if script == "kana":
        return 0.3
    return _east_asian(len(bare) in (2, 3, 4), bare[0] in _family("han") and len(bare) <= 4)


@cache
def _east_asian_titles() -> tuple[str, ...]:
    return tuple(
        piece for name in ("han", "japanese", "hangul") for piece in words("titles", "scripts", name) if len(piece) > 1
    )


def _east_asian(fits: bool, known: bool) -> float:
    return 0.75 if fits and known else 0.3 if fits else 0.0


def _score_uncased(parts: list[str], script: str) -> float:
    """Score scripts without capitals: the number of words and listed given names decide."""
    if not 1 <= len(parts) <= 5 or not all(part.replace("-", "").isalpha() or "َ" in part for part in parts):
        return 0.0
    listed = script in ("arabic", "hebrew", "devanagari") and any(
        part in words("name_parts", "scripts", script) for part in parts
    )
    return (0.8 if listed else 0.35) if len(parts) > 1 else (0.4 if listed else 0.1)
