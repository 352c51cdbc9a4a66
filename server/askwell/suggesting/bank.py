"""Loads and checks the question bank: the TOML files in `suggesting/bank/` and files that a coach adds.

How a bank file is written
==========================
One file per theme. A file is a list of triggers; a trigger is one idea for a question.

    [[trigger]]
    id = "P01"                        # letters and digits, unique in the whole bank
    name = "what had to be unlearned" # a few words for lists
    needs = ["family_turn"]           # signals that must all be present (see signals/catalogue.py, or `askwell bank signals`)
    when = ["stage is not high_school", "years_ago < 10"]     # optional conditions, all must hold
    only = ["founder"]                # optional: kinds of person it suits; `avoid = [...]` for those it does not suit
    category = "insights"             # rapport path trends insights assignments culture advice resources
    ask = "unlearn"                   # what the answer gives: evidence criterion threshold exception order contrast unlearn
                                      # tacit method condition settle incident referral story resource
    lived = 1.0                       # how they know: 1 lived it, 0.9 sees or reviews many, 0.6 beside it, 0.4 opinion
    minutes = 2.5                     # story 3, judgement 2.5, calibration 2, pointer 1.5, close 1
    sensitivity = 0                   # 0 plain, 1 with care, 2 late and optional
    covers = ["P03", "K08"]           # optional: single-fact triggers that this one replaces when both rest on the same fact
    say = [                           # wordings, best first: plain text, or a table with conditions
      "Moving from {from_role} to {to_role}, which habit from the earlier job did you have to drop?",
      { text = "You went from {from_field} to {to_field}[ around {year}]. Which old habit got in the way?", channel = ["phone", "message"] },
      { text = "...", stage = ["high_school"], when = ["from_like_me"], why = "...", then = ["...", "..."] },
    ]
    why = "Names the habit that does not travel from {from_field} to {to_field}."   # at most 25 words, says what the seeker does with it
    then = ["How did you notice?", "What took its place?"]     # two follow-ups at least; no fact that the question did not speak

    [[trigger.fires]]                 # at least one tiny case in which the trigger must yield a question
    rows = ["Learning Designer at Harrow Digital, 2021-03 to now: Cut errors from 9 to 3.", "Biology Teacher at Calder School, 2013 to 2021"]
    says = "Moving from biology teacher to learning designer, which habit from the earlier job did you have to drop?"   # optional

    [[trigger.silent]]                # at least one case close by in which it must stay silent
    rows = ["Senior Biology Teacher at Weston School, 2021 to now", "Biology Teacher at Calder School, 2013 to 2021"]

Slots
-----
`{slot}` is filled from the signals in `needs`, else from the slots that are always at hand (`ALWAYS` in signals/catalogue.py: role,
org, field, my_field, target_field, gap, hyp, deciding, months ...). An empty slot removes the wording, never just the words.
`[ around {year}]`: a piece in square brackets is left out when a slot in it is empty. Modifiers: `{from_role|a}` puts a or an in front,
`{metric|cap}` a capital letter first, `{bridge|that}` turns "three short contracts" into "those three short contracts",
`{field|the}` puts "the" in front. Never an article right before a bare slot, never a possessive on a slot, never a slot as the subject of a
present-tense verb. Roles and fields come in lower case ("charge nurse", "biology teaching"), employers in short form ("Calder Ridge"),
clauses as "you cut ..." ({did}), "cutting ..." ({doing_ger}), "cut ..." ({did_inf}). Quotes come without quotation marks: write “{quote}”.

Conditions
----------
`trait`, `not trait`, `trait is word`, `trait is not word`, `trait in word, word`, `trait < 5` (also <= > >=). Traits come from the signals in
`needs` and from `ALWAYS_TRAITS`: stage (high_school undergraduate graduate career_changer returning military mid_career executive
founder academic), channel (message email phone video in_person), goal (explore choose break_in evaluate plan_skills return discovery),
kind (person organization), prospect_type (peer lead recruiter executive founder academic trade public consultant assistant organization),
level 0-6 (intern, junior, staff, senior, lead, head, executive), sparse, has_me. A trait that is unknown makes any comparison fail.

Cases
-----
Keys of `fires` and `silent`: `rows` (newest first, "Title at Organization, START to END|now: text"), `person` (any other part of a person, as in
a profile document: about, headline, skills, posts = [{text, date}], education = [...] ...), `org` (an organization, as in a profile
document), `me` (a seeker), `now` (date, default 2025-09-15), `language`, `says` (a sentence that must be among the results).

Rules every sentence must pass: one question mark, asks with what/which/where/when/who/how, at most 36 words in all and 24 in the ask, names
nothing that the slots do not bring, no praise, no job ask, no pay, nothing private, no verdict, no imagined case. `askwell bank check FILE`
says what is wrong, with the line.
"""

from askwell.suggesting.signals.catalogue import CATALOGUE

__all__ = ["CATALOGUE"]
