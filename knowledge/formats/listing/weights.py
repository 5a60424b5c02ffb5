"""The signs by which a candidate boundary is judged, and the weight of each.

A weight is in log-odds (natural logarithm): the score of a candidate is the sum over its signs, and
0 stands for there being no boundary. They were set by hand and adjusted on glued titles and authors
of bibliographies until none was cut wrongly. A sign may stand more than once.
"""

WEIGHTS: dict[str, float] = {
    # A listing's line holds a boundary as a rule.
    "any": 3.0,
    # The title's last word: what knows it, ...
    "word_own": 4.0,  # the abstract below uses it
    "word_page": 3.0,  # another abstract uses it
    "word_title": 2.5,  # another title holds it
    # ... or else what it looks like.
    "word_ending": 2.5,  # Generalization
    "word_digits": 1.0,  # 2.0, V2
    "word_acronym": 0.0,  # TTS, LLMs
    "word_plain": 0.0,  # Fuzz
    "word_short": -2.0,  # Mc
    "word_camel": -1.2,  # OpenGuardrails, or a name behind a boundary
    "word_glued": -5.0,  # ModelsThomas: a word, then a given name
    # How the title ends.
    "ends_closed": 4.0,  # ? ! ) and closing quotes
    "ends_period": 0.0,
    "ends_initial": -4.0,  # J.
    "ends_apostrophe": -3.0,  # O'
    "ends_hyphen": -6.0,
    "ends_prefix": -3.0,  # Mc, De
    "ends_function": -6.0,  # of, the
    "ends_given": -2.0,  # LearningMin
    # What it would cut in two.
    "cuts_form": -5.0,  # a word that an abstract holds whole: Image|Net
    "cuts_acronym": -3.0,  # GI|S, LL|Ms
    "cuts_capitals": -1.5,  # BER|TNEO: nothing tells which capital comes first
    "cuts_team": -3.0,  # Intern|LM
    "cuts_name": -2.0,  # Kyung|Hyun
    "cuts_letter": -1.5,  # VA|E Smith
    "cuts_unit": -4.0,  # 7|B
    # What stands before it in the line.
    "glue_behind": -5.0,  # a likely boundary: the title would hold names
    "closed_behind": -5.0,  # Hours?Teven
    "unbalanced": -3.0,  # an open bracket
    "low_start": -2.0,  # the first name begins in lower case: van den Oord
    # Authors that are groups.
    "listed_team": 2.5,  # OpenAI
    "team": -1.0,  # a word such as Team, Collaboration, Research
    "team_word": 1.0,  # InternLM
    "team_named": 2.5,  # its first word is in an abstract
    "team_mixed": -2.0,  # unknown, with capitals inside
    "team_capital_run": -3.0,  # PMosaicML
    "team_initial": -3.0,  # S Applications Team
    "team_long_word": -3.0,  # ApplicationsParadise
    "team_digits": -1.5,
    "team_lower": -4.0,
    "team_odd": -5.0,
    # Authors that are persons.
    "name_single": -2.5,  # one word
    "name_bare_initial": -5.0,  # J.
    "name_bare_letter": -0.7,  # J Smith
    "name_initials_only": -3.0,  # J. K.
    "name_ends_short": -1.5,  # Smith J.
    "name_starts_low": -1.0,  # de Vries
    "name_long": -1.5,  # each word beyond four
    "name_joined": -0.7,  # MinJoon
    "name_prefixed": -0.5,  # McDonald
    "name_wordlike": -0.7,  # An, Can
    "name_camel": -2.0,  # another capital inside
    "name_camel_long": -3.5,  # GuardrailsThomas
    "name_hides_given": -2.0,  # RulesTakeshi
    "name_capitals": -1.2,  # SMITH
    "name_mixed": -4.0,  # MAHugo
    "name_team": -0.5,
    "name_function": -5.0,
    "name_lower": -4.0,
    "name_digits": -5.0,
    "name_odd": -5.0,
    # The first author, by what is known.
    "given_listed": 2.0,  # begins with a common given name
    "given_seen": 2.0,  # begins like a name of another record
    "name_seen": 4.0,  # stands in another record
    "given_is_word": -2.0,  # begins with a word of an abstract
}
