"""The names that bank files may use: every signal with the slots and traits it brings, and the slots that are always at hand.

A line reads `name: what it means | slots | traits`; an asterisk marks a slot that the signal brings only sometimes.
"""

from dataclasses import dataclass

_PATH = """
family_turn: a step to another kind of work | from_role to_role from_field to_field from_org to_org year* | same_org to_current years_ago from_like_me to_like_target
sector_turn: a step to another industry | from_sector to_sector from_org to_org from_role to_role from_field* to_field* year* | same_family years_ago
kind_turn: worked in two of business, public service, charity | kind_a kind_b from_org to_org role |
same_move: left my kind of work for the kind I aim at | from_role to_role from_field to_field from_org to_org year* | strength same_org years_ago
reverse_move: went from the kind I aim at to mine | from_role* to_role* from_field to_field from_org to_org year* |
size_drop: from a much larger employer to a much smaller one | from_org to_org from_role* to_role* from_field* to_field* year* | bands years_ago
size_rise: from a much smaller employer to a much larger one | from_org to_org from_role* to_role* from_field* to_field* year* | bands years_ago
research_to_company: from research into a company | from_org to_org from_role to_role from_field* to_field* year* |
company_to_academy: from a company into a university | from_org to_org from_role* to_role* from_field* to_field* year* |
service_to_civilian: armed service, then a civilian post | service_role to_role to_org year* |
advisor_to_inside: from an agency or consultancy to an inside seat | from_org to_org from_role* from_field* to_role role to_field* year* | to_founder years_ago
became_lead: first post with people to lead | from_role to_role org year* | years_ago
left_lead: from leading people back to hands-on work | from_role to_role org year* |
rising: two or more rising titles at one employer | n first_role role org last_org* | steps years current
fast_rise: two or more promotions within four years | first_role role org | years
long_tenure: seven years or more with one employer, still there | org years first_role* since* |
new_post: the present post is younger than six months | org role since* |
first_year: the present post is six to eighteen months old | org role since* | months
short_stints: three or more employers, each under eighteen months | n |
came_back: went back to an employer after working elsewhere | org away_org year* |
two_posts: two present posts side by side | role_a role_b org_a org_b |
to_self_employed: from employment to working for oneself | from_org from_role role year* |
to_employed: from working for oneself to employment | org role year* |
founder_now: runs something they founded | org year* from_org* from_field* | years_ago
founder_before: founded something earlier, employed now | founded_org role org |
early_join: joined within three years of the founding, or as first in post | org team_noun* | first_hire
moved_place: work moved from one town to another in one country | place_a place_b from_org to_org |
moved_country: the same work in two countries | country_a country_b field |
long_pause: nine months or more between two posts | field year org | prospect_names_it
first_post: the first staff post after studies | first_role first_org year* | like_target years_ago
unrelated_start: began in another field | first_field first_role first_org field |
intern_to_staff: intern or trainee first, staff later, same employer | org intern_role staff_role intern_year* |
taken_over: the employer became part of another during the stay | org acquirer |
inside_move: another kind of work, same employer | from_field to_field from_role to_role org from_org* to_org* year* |
scheme: a graduate, rotational or apprentice scheme | programme org |
held_target: once held the post I aim at | from_role* from_field* target_post to_role to_field* next_role* org year* | from_like_me years_ago
holds_target: holds the post I aim at now | target_post org |
was_at_target_org: once worked at an employer I aim at | target_org role_there org |
leap: the last time they left an employer | from_org from_role to_org to_role year* | kind months_ago to_founder to_self
bridge: a short stint between two kinds of work | bridge bridge_that from_org to_org from_field to_field | from_like_me to_like_target
previous_post: the post before the present one | from_role from_org to_role org from_field* year* | same_org same_family
two_stints: two employers, both longer than a year | from_org org from_role to_role | years_ago
"""
_STUDY = """
degree_apart: degree in one field, work in another | degree_field field degree* school* |
same_school: we went to the same school | school first_org* first_role* year* | years_ago quick_start
same_programme: we took the same subject at the same school | school programme |
late_degree: a degree begun or finished well into working life | degree year role_then* from_role* | years_before
bootcamp: came in through a bootcamp or self-taught | bootcamp first_role* |
cert: holds a certificate | cert | mine_considering known_rule
licence: holds a licence that the work requires | licence field |
doctorate: a doctorate with a known topic | topic org | in_company
teaching: teaches, trains, mentors or coaches people | group group_org* since* | learners own_students
same_society: we were in the same society or club | club |
study_abroad_of_work: studied while working | degree role_then from_role* year* org |
"""
_WORK = """
gap_skill: lists a skill that I lack | gap | in_target in_text
two_gaps: lists two skills that I lack | gap_a gap_b |
shared_skill: lists a skill that I also have | my_skill | in_text
far_skills: two skills from distant fields | skill_a skill_b |
tool_in_text: a tool named in the text of a post | tool org role | current years_ago
metric: a result with a number | metric did before* after* | current years_ago same_row_partners
act: something done, as a clause | did doing_ger did_inf | ongoing class current years_ago rank lead change make teach outcome
lead_act: something led, as a clause | did doing_ger did_inf | current years_ago
making: something built, written or set up | did doing_ger did_inf | current years_ago
duty: what the present post does as a rule (counted: with a number per year, month or week) | duty duty_ger change_ger* | counted changed
stopped: something they chose to stop | did doing_ger did_inf* |
project: a named project | project | own open_source small
team: a number of people led or worked with | headcount head_n team_np* | size leads current
scope: how many places, units or products the remit spans | scope scope_np count_np | n leads
language_used: works in another language | language |
patent: a patent | patent_topic | years_ago
open_source: an open project they maintain | repo | maintains
paper: a paper, talk or article with a topic | paper_topic kind year* | years_ago
award: a prize | award | years_ago
volunteer: a volunteer or board seat | vol_org vol_role since* | board
recommendation: words that a colleague wrote | quote |
two_areas: a remit that spans two fields | area_a area_b |
opaque_title: a title that says little | title |
partners: people the post works with | partners partner_one |
clients: the kind of people the post serves | clients |
"""
_VOICE = """
topic: writes about one topic again and again | topic | posts
claim: a sentence of theirs worth quoting | claim* quote* you_said | kind source months_ago linked
event_claim: tells of something they did | event event_inf* event_ger* claim | months_ago
standard_claim: names a rule of theirs | claim | artefact
habit_claim: names a standing habit | habit habit_ger* | source
equation_claim: says that X is Y | x y kind year* | source
identity_claim: says what they are first | quote identity |
turning_point: names the moment that things turned | turn |
mission: says what the work is for | mission |
piece: an article, podcast or interview of theirs | piece kind |
open_to_talk: says that they like to talk or to mentor | |
hiring_line: says that the team is growing | |
resource: names a book, course, newsletter or event | resource |
"""
_ORGANIZATION = """
headcount: how many people work there | about_size* org | band
funding: money raised | round months | months_ago
restructuring: cuts or restructuring in the news | | months_ago
acquisition: one company joins another | acquired org* | months_ago
launch: something new went live | product | months_ago
expansion: a new site, route, market or team on the way | news_np | months_ago planned
new_market: enters a market, country or city | market org* | months_ago
new_leader: a new leader is named | leader_title | months_ago
growth: has grown quickly | org | months_ago
value: a value on the page | value |
specialties: a list of three or more fields | spec_a spec_b |
specialty: one field that the page names | specialty |
remote: people work from many places | work_mode |
regulated: the industry lives under strict rules | industry |
customers: a kind of customer named | customer |
job_post: a vacancy on the page (never a job ask) | job_title requirement |
mission_led: a charity or mission-led organization | org |
old_house: founded fifty years ago or more | founded org |
young_house: founded within six years | founded org |
product: a product or service named | product |
"""
_RELATIONSHIP = """
mutual: somebody we both know, and I said how I know them | mutual relation |
introduced: somebody introduced us | introducer introducer_first intro_clause* | topic
introducer_shared: the introducer and the prospect share a place | introducer introducer_first intro_clause role_there shared_org |
shared_employer: we worked for the same employer | shared_org shared_role* |
same_place: we live in the same place | place |
community: we belong to the same group | community |
earlier_talk: we talked before and there is advice in my notes | advice action* result* |
"""
_SEEKER = """
hypothesis: a belief of mine | hyp | about_size about_study index
hypothesis_raw: a belief of mine that only stands as I wrote it | hyp_quote |
decision: a decision before me | deciding must* must_short* choosing* deadline* months* | kind order dated stay
options: a decision with two sides | opt_a opt_b deciding | kind
stay_option: a decision in which one side is to stay | opt_stay deciding |
clock: a decision with a date one to eighteen months away | months deadline deciding must_short* |
known: a fact I already know | known known_np* | kind
constraint: something I need, released by me, in general words | constraint_general |
conflict: two people told me different things | claim_a claim_b |
artefact: I have a piece of work to show | artefact |
background: my work differs from what I aim at | my_field target_field |
discovery: I am studying a problem | problem |
gap: something I still have to learn | gap | is_tool is_condition
two_skills: two skills of mine of different kind | my_skill_a my_skill_b my_skill_c* |
choosing_goal: what I want out of the talk | choosing |
"""
_SPARSE = """
family_card: the kind of work is known, little else | family tension artefact_of slice misread | sparse
only_company: a company page without a person | org |
unknown_field: the kind of work is not known | title |
title_only: hardly more than a title and an employer | role org* | sparse
person: a person, whatever else is known | |
"""
_JOINED = """
options_lived: worked on both sides of my decision | opt_a opt_b from_org org |
order_taken: my decision is about the order of steps, and they took one | deciding to_field from_role opt_a opt_b |
leads_both_ways: my decision is about the order of steps, and they lead people who took both | deciding opt_a* opt_b* |
stay_leap: I must decide whether to stay, and they left | deciding must* must_short* from_org year* deadline* months* | kind
group_choice: they see many people choose as I must | group group_org* opt_stay* since* | learners own_students
hyp_route: my belief and a step of theirs share a topic | hyp route org* |
hyp_two_employers: my belief compares two kinds of employer and they know both | hyp from_org org |
hyp_at_size: my belief is about places of this size | hyp headcount* from_org* org |
hyp_scope: my belief, and they see it across many units or people | hyp scope* role_short org* |
hyp_org: my belief and this organization share a topic | hyp org |
hyp_claim: my belief and something they wrote share a topic | hyp claim you_said |
kind_of_employer: my decision is about this kind of employer | opt_b org year* |
skill_act: a skill of mine and something they did share a topic | my_skill did | class current years_ago class current years_ago
gap_in_act: a gap of mine is a tool in something they did | gap doing_ger | current years_ago tense
gap_event: a gap of mine and something they told share a field | gap gap_inf* event event_inf* event_ger* claim |
gap_team: a gap of mine, and a team of known size | gap my_skill_a* my_skill_b* team_np |
project_target: a small project, and I aim at a first post | project target_field | own open_source small
earlier_seat: an earlier kind of work, then something done later | from_role from_field did | from_like_me class current years_ago
size_jump: I come from a much larger place | my_years* my_area head_n headcount |
standard_artefact: a rule of theirs names something I make | claim artefact | months_ago source
practice_choice: a habit of their team, and I must choose a team | claim quote* you_said opt_a* opt_b* |
event_at_size: something they did, in a small team | event event_inf* event_ger* claim headcount head_n |
equation_party: they say X is Y (party: people like me are part of it) | x y kind year* | party source
hands_on_rank: hands-on words, and a wide remit | quote* identity* event* scope_np* role_short | source
habit_tool: a habit of theirs beside a tool (mine: I lack the tool) | habit habit_ger* tool | mine source
turning_stay: they name a turn, and I must decide whether to stay | turn deciding* from_org org |
news_remit: the organization grows, and the post has a remit | news_np count_np* | planned months_ago
first_in_post: first in post | team_noun org from_org* |
value_load: a value on the page, and a remit that pulls at it | value remit_clause* remit_np |
metric_partners: a result and the people it needed | metric did before* after* partners partner_one | current
known_change: I know of a change, and they worked through it | known known_np* org did* |
degree_midway: a degree well into a working life, and I ask about order or study | degree year role_then from_role* | years_before
cred_known: I know a rule about a certificate that they hold | known from_role* role_short |
school_first: same school, and their first post after it | school from_org year org* | years_ago
hyp_duty: my belief, and what they do as a rule in work that I aim at or come from | hyp duty |
degree_then_step: a degree finished just as a new kind of work began | degree from_role* to_role year |
hyp_act: my belief and something they did share a rare word | hyp did |
hyp_metric: my belief, and a result with a number in work that I aim at or come from | hyp metric |
two_objects: the same craft for two kinds of object | object_a object_b |
same_start: they began where I am | first_role first_org role |
refer_option: somebody at an earlier employer could speak for the other side | from_org opt_a |
refer_partner: a partner group could tell me more | partner_one |
refer_scope: somebody in the teams came from my kind of work | scope |
refer_move: somebody who helped with the step | from_org org year* |
"""

ALWAYS = (
    "role org field function people person sector place "  # theirs
    "my_role my_field my_people my_person my_area my_years target_role target_field target_people entry_person entry_role "
    "my_skill my_skill_a my_skill_b my_skill_c gap gap_a gap_b gap_inf hyp deciding choosing must must_short opt_a opt_b opt_stay "
    "months deadline known known_np my_school introducer introducer_first"
).split()
"""Slots that every wording may use; a wording whose slot is empty is passed over."""

ALWAYS_TRAITS = "stage channel goal kind prospect_type level my_level sparse language has_me years_total in_target in_mine was_mine near_me".split()
"""Traits that every condition may test."""


@dataclass(frozen=True, slots=True)
class SignalEntry:
    """One signal as bank files see it."""

    name: str
    theme: str
    meaning: str
    slots: frozenset[str]
    traits: frozenset[str]


_PATH_TRAITS = frozenset("same_org to_current years_ago from_like_me to_like_target same_family".split())
_VOICE_TRAITS = frozenset("kind source months_ago linked".split())
_WORK_TRAITS = frozenset("class current years_ago rank lead change make teach outcome do ongoing".split())
_THEME_TRAITS = {
    "path": _PATH_TRAITS,
    "voice": _VOICE_TRAITS,
    "work": _WORK_TRAITS,
    "joined": _PATH_TRAITS | _VOICE_TRAITS | _WORK_TRAITS | {"artefact", "quick_start"},
}


def _entries(theme: str, table: str) -> dict[str, SignalEntry]:
    entries: dict[str, SignalEntry] = {}
    for line in table.strip().splitlines():
        name, _, rest = line.partition(":")
        meaning, slots, traits = (part.strip() for part in rest.split("|"))
        named = frozenset(slot.rstrip("*") for slot in slots.split())
        entries[name] = SignalEntry(
            name, theme, meaning, named, frozenset(traits.split()) | _THEME_TRAITS.get(theme, frozenset())
        )
    return entries


CATALOGUE: dict[str, SignalEntry] = {
    **_entries("path", _PATH),
    **_entries("study", _STUDY),
    **_entries("work", _WORK),
    **_entries("voice", _VOICE),
    **_entries("organization", _ORGANIZATION),
    **_entries("relationship", _RELATIONSHIP),
    **_entries("seeker", _SEEKER),
    **_entries("sparse", _SPARSE),
    **_entries("joined", _JOINED),
}
"""Every signal by name."""
