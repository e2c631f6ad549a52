"""Feature extraction: which features of the table hold for a candidate, and for a speaker after the two before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from drama.languages.base import Language
from drama.model import Gender
from drama.script.attribution import features
from drama.script.attribution.advice import advice_features
from drama.script.attribution.context import FAR_GAP, OWN, Context, agrees, clue_of
from drama.script.attribution.features import Feature
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Person

Add = Callable[[Feature], None]
"""Takes in a feature that holds. Lists are filled and nothing is yielded: this runs for every candidate of every turn,
where chains of generators took twice the time."""

_NOT_LINKED: Mapping[int, float] = MappingProxyType({})
_LINKED, _LINKED_SOMETIMES = 0.5, 0.2
"""Description links from which on a description stands for somebody named."""
_MAY_BE_LINKED = 0.3
"""From here on a description may well stand for somebody named, and is no trade of its own."""
_OFTEN = 20
"""Mentions from which on a description is a usual one."""
_NEVER = -1000
"""Paragraph in which somebody was last named who never was."""
_ARTICLES = frozenset({"a", "an", "another"})
"""They bring in somebody new."""


def candidate_features(context: Context, person: int) -> list[Feature]:
    """Return everything that speaks for or against a candidate but who speaks the turns beside it."""
    found: list[Feature] = []
    add = found.append
    who = context.roster.people[person]
    turn = context.turn
    clue = context.clue
    if turn.subject is not None:
        _tag_features(add, context, turn.subject, person, who)
    elif turn.lead is not None:
        _lead_features(add, turn.lead, person, who)
    if turn.beat is not None:
        _beat_features(add, context, turn.beat, person, who)
    if clue != "name":
        if person in context.in_speech:
            _speech_features(add, context, person)
        _called_features(add, context, who.gender)
        _neighbour_features(add, context, person, who)
        _salience_features(add, context, person, who)
        if context.first_pass:
            _first_pass_features(add, context, person)
        if context.advices:
            found += advice_features(context.advised, person)
        _rank_features(add, context, person, who)
    return found


def _rank_features(add: Add, context: Context, person: int, who: Person) -> None:
    """Add what it says of a candidate to have a name, to be a figure in passing, or to tell the story."""
    if context.turn.is_device_speech and not who.is_crowd:
        _device_features(add, context, person)
    if person == context.roster.narrator:
        add(features.NARRATOR[context.clue])
    elif who.is_crowd and person not in context.acting_here:
        table = features.CROWD_TALKING if person in context.described_near else features.CROWD
        add(table[context.clue])


def _lead_features(add: Add, lead: Mention, person: int, who: Person) -> None:
    if person in lead.people:
        add(features.LEAD)
    elif lead.kind == "pronoun":
        fits = agrees(who.gender, lead.gender)
        add(features.LEAD_PRONOUN if fits else features.LEAD_WRONG if fits is False else features.LEAD_UNKNOWN)


def _tag_features(add: Add, context: Context, subject: Mention, person: int, who: Person) -> None:
    is_meant = person in subject.people
    clue = context.clue
    if clue == "name":
        if is_meant:
            add(features.TAG if person == subject.people[0] else features.TAG_2ND)
    elif clue == "other":
        if subject.text.lower() in context.roster.language.descriptions.partners:
            add(features.PARTNER_WRONG if is_meant else features.PARTNER)
        elif is_meant:
            add(features.CROWD_TAG)
    elif clue == "role" and is_meant:
        arrivals = context.roster.language.descriptions.arrivals
        if any(m.people[:1] == (person,) and m.verb in arrivals for m in context.turn.before):
            add(features.ROLE_ARRIVED)
        _description_features(add, context, subject, person, who)
    else:
        if clue == "role":
            _link_to_description(add, context, subject, person)
            _age_features(add, subject, who, context.roster.language)
        _agreement_features(add, context, subject, person, who)


def _description_features(add: Add, context: Context, subject: Mention, person: int, who: Person) -> None:
    """Add what a tag's description says of the very person it describes."""
    words = subject.text.lower().split()
    add(features.ROLE)
    nouns = context.roster.language.descriptions
    if words[0] in _ARTICLES:
        add(features.ROLE_NEW)
    elif words[-1] in nouns.devices:
        add(features.ROLE_DEVICE)
    elif words[-1] in nouns.generic:
        add(features.ROLE_GENERIC)
    elif "'s" in subject.text:
        add(features.ROLE_OWNED)
    elif words[0] in context.roster.language.pronouns.possessives and words[-1] in nouns.relatives:
        _relative_features(add, context, subject, person, who)
    elif words[-1] in nouns.kin:
        add(features.ROLE_KIN)
    elif words[0] == "the":
        _trade_features(add, context, person, who)
    if who.mentions >= _OFTEN:
        add(features.ROLE_OFTEN)


def _trade_features(add: Add, context: Context, person: int, who: Person) -> None:
    """Add what it says of somebody to be called by a trade or a title: "the stationmaster"."""
    if not who.is_crowd:
        add(features.ROLE_TITLE)
        return
    links = context.description_links.get(person, _NOT_LINKED)
    if not any(link >= _MAY_BE_LINKED for link in links.values()):
        add(features.ROLE_TRADE)


def _relative_features(add: Add, context: Context, subject: Mention, person: int, who: Person) -> None:
    """Add what it says of somebody to be the relative that a tag tells, "her mother": named, or linked to nobody."""
    if not who.is_crowd and "'s " not in who.name:
        add(features.ROLE_RELATIVE_NAMED)
    elif person == subject.people[0]:
        linked = (context.description_links.get(p, _NOT_LINKED) for p in subject.people)
        is_linked = any(link >= _MAY_BE_LINKED for found in linked for link in found.values())
        add(features.ROLE_KIN if is_linked else features.ROLE_RELATIVE)


def _link_to_description(add: Add, context: Context, subject: Mention, person: int) -> None:
    """Add whether a tag's description usually stands for a candidate; one that brings in somebody new never does."""
    if subject.text.split()[0].lower() in _ARTICLES:
        return
    links = context.description_links
    if person == subject.owner:
        add(features.ROLE_OWNER)
    link = max((links.get(p, _NOT_LINKED).get(person, 0.0) for p in subject.people), default=0.0)
    if link >= _LINKED:
        add(features.ROLE_ASSOCIATED)
    elif link >= _LINKED_SOMETIMES:
        add(features.ROLE_ASSOCIATED_SOMETIMES)


def _agreement_features(add: Add, context: Context, subject: Mention, person: int, who: Person) -> None:
    """Add whether the tag's pronoun or description agrees with a candidate, and whether it has one for antecedent."""
    clue = context.clue
    if subject.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, subject.gender)
        kinds = features.GENDER if fits else features.GENDER_WRONG if fits is False else features.GENDER_UNKNOWN
        add(kinds[clue])
    if subject.text.lower() in context.roster.language.pronouns.groups:
        add(features.GROUP if _is_group(who, context.roster.language) else features.GROUP_WRONG)
    ranks = (features.ANTECEDENT_1, features.ANTECEDENT_2)
    for rank, (antecedent, is_subject) in zip(ranks, context.antecedents, strict=False):
        if antecedent == person:
            add(rank[clue])
            if is_subject:
                add(features.ANTECEDENT_SUBJECT[clue])
    if clue == "pronoun" and person in context.here:
        add(features.HERE_SUBJECT if context.here[person] else features.HERE)


def _age_features(add: Add, subject: Mention, who: Person, language: Language) -> None:
    """Add whether a description's age agrees with somebody's title: "the old woman" with Mrs., "the girl" not."""
    words, name = set(subject.text.lower().split()), who.name.lower().split()
    listed = language.descriptions
    if name[0] not in language.titles.grown and listed.old.isdisjoint(name):
        return
    if words & listed.old:
        add(features.ROLE_AGE_FITS)
    elif words & listed.young:
        add(features.ROLE_AGE_DIFFERS)


def _is_group(who: Person, language: Language) -> bool:
    """Whether somebody is more than one."""
    last = who.name.lower().split()[-1]
    return who.is_crowd and (last in language.descriptions.plural or last in language.descriptions.groups)


def _beat_features(add: Add, context: Context, beat: Mention, person: int, who: Person) -> None:
    """Add what the action beat beside the speech says of a candidate."""
    if beat.text in OWN and beat.people:
        if person == context.roster.narrator:
            add(features.BEAT_I)
    elif beat.people and person == beat.people[0]:
        add((features.BEAT_BEFORE if context.turn.beat_is_first else features.BEAT_AFTER)[beat.kind])
    elif beat.people and beat.kind == "name":
        add(features.BEAT_OTHER)
    if beat.kind in ("pronoun", "role") and beat.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, beat.gender)
        if fits:
            add(features.BEAT_GENDER[beat.kind])
            if person == context.acting and beat.kind == "pronoun":
                add(features.BEAT_ANTECEDENT)
        elif fits is False:
            add(features.BEAT_GENDER_WRONG)


def _speech_features(add: Add, context: Context, person: int) -> None:
    """Add who is named and addressed in the speech and in that of the turns around."""
    turn = context.turn
    if person == turn.introduces:
        add(features.INTRODUCES_SELF)
    elif person in turn.vocatives:
        add(features.ADDRESSES_SELF)
    elif person in turn.quoted:
        add(features.NAMES_SELF)
    before, older, after = context.before, context.older, context.after
    _told_features(add, turn, before, person)
    if before is not None and person in before.vocatives:
        add(features.ADDRESSED_BEFORE if turn.gap == 0 else features.ADDRESSED_BEFORE_GAP)
        if before.asks and turn.gap == 0:
            add(features.ASKED_BY_NAME)
    elif before is not None and person in before.quoted:
        add(features.NAMED_IN_SPEECH_BEFORE)
    if older is not None and person in older.vocatives:
        add(features.ADDRESSED_TWO_BEFORE)
    if after is not None and person in after.vocatives:
        add(features.ADDRESSED_AFTER if after.gap == 0 else features.ADDRESSED_AFTER_GAP)


def _called_features(add: Add, context: Context, gender: Gender) -> None:
    """Add whether somebody addressed by a word for a man or a woman may be a candidate."""
    fits = agrees(gender, context.called_before)
    if fits is not None:
        add(features.CALLED_BEFORE if fits else features.CALLED_BEFORE_WRONG)
    fits = agrees(gender, context.called_after)
    if fits is not None:
        add(features.CALLED_AFTER if fits else features.CALLED_AFTER_WRONG)


def _told_features(add: Add, turn: Turn, before: Turn | None, person: int) -> None:
    """Add whether the narration says that somebody spoke to a candidate just before."""
    if before is not None and turn.gap == 0 and person in before.addressed:
        add(features.TOLD_BEFORE)
    if person in turn.asked:
        add(features.ASKED)


def _neighbour_features(add: Add, context: Context, person: int, who: Person) -> None:
    """Add what the tags of the turns around say of a candidate."""
    after, later = context.after, context.later
    if after is not None:
        if person == context.said_next:
            add(features.SAID_NEXT if after.gap == 0 else features.SAID_NEXT_GAP)
        elif later is not None and person == context.said_after_next:
            add(features.SAID_AFTER_NEXT if after.gap == 0 and later.gap == 0 else features.SAID_AFTER_NEXT_GAP)
        fits = agrees(who.gender, context.next_pronoun)
        if fits is not None:
            add(features.NEXT_PRONOUN_FITS if fits else features.NEXT_PRONOUN_DIFFERS)
        if person in context.named_after:
            add(features.NAMED_AFTER)
    if not context.first_pass:
        if person in context.talking_before:
            add(features.TALKING_BEFORE)
        if person in context.talking_after:
            add(features.TALKING_AFTER)
    fits = agrees(who.gender, context.last_pronoun)
    if fits is not None:
        add(features.LAST_PRONOUN_FITS if fits else features.LAST_PRONOUN_DIFFERS)


def _salience_features(add: Add, context: Context, person: int, who: Person) -> None:
    """Add how prominent a candidate is in the narration, and whether present at all."""
    turn = context.turn
    if person in context.named_between:
        if person == context.last_subject:
            add(features.LAST_SUBJECT[context.clue])
        if person == context.last_named:
            add(features.LAST_NAMED[context.clue])
        add(features.NAMED_BETWEEN)
    if person in context.gone:
        add(features.GOES)
    elif person in context.long_gone:
        add(features.GONE)
    if person in context.beside:
        add(features.BESIDE[context.clue])
    if context.first_pass and (person in context.spoke_before or person in context.spoke_after):
        add(_recency(min(turn.place - context.state.named.get(person, _NEVER), _TALKING)))
    else:
        add(_recency(turn.place - context.state.named.get(person, _NEVER)))
    if who.mentions >= context.roster.often:
        add(features.OFTEN)


_TALKING = 8
"""Paragraphs that whoever talks nearby counts as unnamed for, at most."""


def _recency(paragraphs: int) -> Feature:
    """Return how recently somebody was named, so many paragraphs ago."""
    if paragraphs <= 2:
        return features.RECENT_1
    if paragraphs <= 5:
        return features.RECENT_3
    return features.RECENT_8 if paragraphs <= 12 else features.RECENT_FAR


def _device_features(add: Add, context: Context, person: int) -> None:
    """Add what it says of somebody with a name that a device speaks the words: whoever is present is elsewhere."""
    if person in context.present:
        add(features.WIRED_THERE)
    elif person in context.over_device:
        add(features.WIRED_AGAIN)


def _first_pass_features(add: Add, context: Context, person: int) -> None:
    """Add who, by the first pass, talks around a turn, but for the turns right beside it."""
    if person in context.spoke_before:
        add(features.HEARD_BEFORE)
    if person in context.spoke_after:
        add(features.HEARD_AFTER)


def link_features(  # noqa: PLR0917 - called for every path; keywords cost time
    turn: Turn, before: Turn | None, older: Turn | None, speaker: int, last: int, last_but_one: int
) -> list[Feature]:
    """Return what the two speakers before say for or against a speaker."""
    found: list[Feature] = []
    add = found.append
    clue = clue_of(turn)
    if speaker == last:
        add(_REPEATS[_distance(turn.gap, FAR_GAP)][clue])
        if before is not None and turn.gap < FAR_GAP and _may_go_on(turn):
            _repeat_features(add, turn, before)
        if turn.tells and clue != "name":
            _told(add, features.REPEAT_TELLS, turn.tells)
    elif speaker == last_but_one:
        gap = turn.gap + (before.gap if before is not None else 0)
        add(_ALTERNATES[_distance(gap, FAR_GAP + 1)][clue])
        if turn.tells and gap <= FAR_GAP:
            _told(add, features.ALTERNATE_TELLS, turn.tells)
    if last in turn.vocatives and speaker != last:
        add(features.ANSWERS_ADDRESS)
    is_near = older is not None and before is not None and before.gap < FAR_GAP and turn.gap < FAR_GAP
    if is_near and older is not None and speaker in older.vocatives and speaker not in {last, last_but_one}:
        add(features.ADDRESSED_UNANSWERED)
    return found


def _told(add: Add, table: Mapping[str, Feature], tells: str) -> None:
    """Add the feature for what the verb of a tag tells, if there is one."""
    if tells in table:
        add(table[tells])


def _may_go_on(turn: Turn) -> bool:
    """Whether nothing beside a turn tells of somebody other than a pronoun would."""
    told = turn.subject or turn.beat
    return told is None or told.kind == "pronoun"


def _repeat_features(add: Add, turn: Turn, before: Turn) -> None:
    """Add what the shape of two turns says for or against one and the same speaker."""
    if before.asks and not turn.asks and before.words_behind < _MUCH_NARRATION:
        add(features.REPEAT_AFTER_QUESTION)
    if turn.gap:
        return
    if before.words_behind >= _MUCH_NARRATION:
        add(features.REPEAT_AFTER_NARRATION)
    elif not before.words_behind and not turn.words_ahead:
        add(features.REPEAT_AFTER_SPEECH)
    if turn.words_ahead:
        add(features.REPEAT_LED_IN)


_MUCH_NARRATION = 12
"""Words of narration behind a speech from which on the same speaker may well go on in the next paragraph."""

_REPEATS = (features.REPEAT_CLOSE, features.REPEAT_GAP, features.REPEAT_FAR)
_ALTERNATES = (features.ALTERNATE_CLOSE, features.ALTERNATE_GAP, features.ALTERNATE_FAR)


def _distance(gap: int, far: int) -> int:
    """Return 0 where turns stand side by side, 1 with some narration between them, 2 from ``far`` paragraphs on."""
    return 0 if gap == 0 else 1 if gap < far else 2
