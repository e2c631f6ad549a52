"""Who there is in a story: names, other names, gender, and people without a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Gender, Role, Story
from drama.script.people.descriptions import count_roles, found_roles, link_roles, noun_gender
from drama.script.people.gender_votes import count_described, count_pronouns, vote_genders
from drama.script.people.hints import Hints
from drama.script.people.name_clusters import (
    NARRATOR_NAME,
    Entity,
    cluster_names,
    cluster_pet_names,
)
from drama.script.people.name_counts import NameCounts, count_names, names_in, vocatives
from drama.script.people.name_parts import split_name
from drama.script.people.naming import join_named, namings
from drama.script.people.person_names import person_names
from drama.script.people.plain_text import plain, plain_pieces
from drama.script.people.relatives import kin_in, with_relatives
from drama.script.people.teller_name import find_teller, may_be_told_by_i
from drama.script.people.tellers import named_tellers, parts_of
from drama.script.text.spans import Passage, Person, Roster, alias_key

__all__ = ["NARRATOR_NAME", "build_roster", "forget_texts", "noun_gender", "plain", "texts_of"]


_LONGEST_BYLINE = 80
_MOST_ABOVE = 3
"""Paragraphs above the line that names who wrote a story: a title, a subtitle."""


def _names_author(story: Story, passage: Passage) -> bool:
    """Tell whether a passage is the line below the title that names who wrote the story: nobody in it."""
    if not story.author or not 0 < passage.paragraph <= _MOST_ABOVE or passage.end - passage.start > _LONGEST_BYLINE:
        return False
    words = " ".join(story.text[passage.start : passage.end].split()).rstrip(")*_")
    return story.paragraphs[0].role is Role.HEADING and words.endswith(story.author) and not passage.has_speech


def texts_of(story: Story, passages: Sequence[Passage], language: Language = ENGLISH) -> Iterator[tuple[str, bool]]:
    """Yield every piece's words with straight apostrophes and plain spaces, and whether they are spoken."""
    for passage in passages:
        if _names_author(story, passage):
            continue
        for piece, text in plain_pieces(story, passage, language):
            yield text, piece.spoken


def paragraphs_of(
    story: Story, passages: Sequence[Passage], language: Language = ENGLISH
) -> list[tuple[tuple[str, bool], ...]]:
    """Return what :func:`texts_of` yields, paragraph by paragraph."""
    return [
        tuple((text, piece.spoken) for piece, text in plain_pieces(story, passage, language))
        for passage in passages
        if not _names_author(story, passage)
    ]


def _narrated(story: Story, passages: Sequence[Passage], language: Language) -> Iterator[tuple[int, str]]:
    """Yield the offset and the words of every narrated piece."""
    for passage in passages:
        for piece, text in plain_pieces(story, passage, language):
            if not piece.spoken:
                yield piece.start, text


def forget_texts() -> None:
    """Let go of what was found in the texts of a story while it was read."""
    for found in (names_in, vocatives, found_roles, kin_in):
        found.cache_clear()


def build_roster(
    story: Story, passages: Sequence[Passage], hints: Hints | None = None, language: Language = ENGLISH
) -> Roster:
    """Return who there is, in two passes: names are counted over the whole text, then clustered into people."""
    hints = hints or Hints()
    texts = tuple(texts_of(story, passages, language))
    counts = count_names(texts, language)
    for teller in named_tellers(story, passages, language):
        counts.names[teller].tagged += 1
    described = count_pronouns(counts, texts)
    for text, spoken in texts:
        for kin in kin_in(text, language) if not spoken else ():
            if kin.name:  # whoever is somebody's aunt is somebody
                counts.names[kin.name].tagged += 1
    names = person_names(counts)
    entities = cluster_names(names, counts)
    cluster_pet_names(entities, names)
    roles = count_roles(texts, language)
    said = namings(texts, language)
    join_named(entities, said.same)
    link_roles(entities, roles, said.described, language)
    count_described(entities, described)
    _part_listed(entities, hints, language)
    _apply_hints(entities, hints, language)
    vote_genders(entities, counts)
    _pin_genders(entities, hints)
    paragraphs = paragraphs_of(story, passages, language) if may_be_told_by_i(counts) else []
    others = _others_than_me(story, language)
    roster = _finish(entities, find_teller(entities, names, counts, paragraphs, others), counts)
    roster = replace(roster, parts=parts_of(story, passages, roster))
    return with_relatives(roster, tuple(_narrated(story, passages, language)))


def _others_than_me(story: Story, language: Language) -> frozenset[str]:
    """Return the speakers the source gives lines to beside "Me", who tells the story."""
    speakers = {line.speaker for line in story.given if line.speaker is not None}
    own = {speaker for speaker in speakers if speaker.lower() in language.labels.own}
    return frozenset(speakers - own) if own else frozenset()


def _part_listed(entities: list[Entity], hints: Hints, language: Language) -> None:
    """Part those whom the cast file lists as two and the story's names make one: Macbeth and Lady Macbeth."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, aliases in hints.aliases.items():
        for form in (name, *aliases):
            owners[alias_key(form).removeprefix("the ")].add(name)
    for entity in tuple(entities):
        listed: dict[str, Counter[str]] = defaultdict(Counter)
        for form, count in entity.forms.items():
            names = owners.get(alias_key(form).removeprefix("the "), ())
            if len(names) == 1:
                listed[next(iter(names))][form] = count
        for forms in sorted(listed.values(), key=lambda forms: -forms.total())[1:]:
            entity.forms -= forms
            title, first, last = split_name(forms.most_common(1)[0][0], language)
            gender = language.titles.gender_of(title)
            entities.append(Entity(forms, gender, first, last, {title} - {""}))
        if len(listed) > 1:
            entity.titles &= {split_name(form, language)[0] for form in entity.forms}


def _apply_hints(entities: list[Entity], hints: Hints, language: Language) -> None:
    """Merge the people whom the cast file calls one."""
    for name, aliases in hints.aliases.items():
        keys = {alias_key(a) for a in (name, *aliases)}
        keys |= {k.removeprefix("the ") for k in keys}
        meant = [e for e in entities if any(alias_key(f).removeprefix("the ") in keys for f in e.forms)]
        if not aliases and [_display_name(e, language) for e in meant] == [name]:
            continue  # a voice for somebody changes nothing about who is who
        merged = Entity()
        for entity in meant:
            merged.forms.update(entity.forms)
            merged.titles |= entity.titles
            merged.first, merged.last = merged.first or entity.first, merged.last or entity.last
            merged.gender = merged.gender if merged.gender is not Gender.UNKNOWN else entity.gender
            merged.she, merged.he = merged.she + entity.she, merged.he + entity.he
            merged.ambiguous.update(entity.ambiguous)
            entities.remove(entity)
        if merged.forms or aliases:
            for form in (name, *aliases):
                merged.forms[form] += 0
            merged.told = name
            entities.insert(0, merged)


def _pin_genders(entities: list[Entity], hints: Hints) -> None:
    for name, gender in hints.genders.items():
        for entity in entities:
            if any(alias_key(form) == alias_key(name) for form in entity.forms):
                entity.gender = gender


def _display_name(entity: Entity, language: Language) -> str:
    """Return the fullest usual name, or the one somebody said is the name."""
    if entity.told:
        return entity.told[:1].upper() + entity.told[1:]
    best = entity.forms.most_common(1)[0]
    full = [(n, c) for n, c in entity.forms.items() if all(split_name(n, language)[1:]) and c >= 0.02 * best[1] + 1]
    name = max(full, key=lambda item: (item[1], item[0]))[0] if full else best[0]
    if entity.has_article and not name.lower().startswith("the ") and not entity.titles and not entity.last:
        name = "the " + name
    return name[:1].upper() + name[1:]


def _finish(entities: list[Entity], narrator: Entity | None, counts: NameCounts) -> Roster:
    """Return the roster, most mentioned first, names made unique."""
    entities.sort(key=lambda e: (-e.mentions, min(e.forms)))
    people: list[Person] = []
    by_alias: dict[str, list[int]] = defaultdict(list)
    narrator_index: int | None = None
    taken: set[str] = set()
    for entity in entities:
        name = _display_name(entity, counts.language)
        while name in taken:
            name += " (2)" if not name.endswith(")") else "+"
        taken.add(name)
        index = len(people)
        aliases = tuple(f for f, _ in entity.forms.most_common() if f != name)
        mentions = entity.mentions
        if entity is narrator:
            narrator_index, mentions, aliases = index, counts.first_person, (*aliases, "I")
        people.append(Person(name, aliases, entity.gender, entity.is_crowd, mentions))
        for form in (name, *aliases):
            _note(by_alias, form, index)
    bare: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        for form in (person.name, *person.aliases):
            if not person.is_crowd and (short := _without_epithets(form, counts.language)) != form:
                _note(bare, short, index)
    by_alias |= {form: found for form, found in bare.items() if form not in by_alias}
    for index, entity in enumerate(entities):  # whoever a name was given to comes before those who may share it
        for form in entity.ambiguous:
            _note(by_alias, form, index)
    named = sorted((p.mentions for p in people if not p.is_crowd), reverse=True)
    often = max(_OFTEN, named[min(len(named), _LEADING) - 1]) if named else _OFTEN
    return Roster(tuple(people), {k: tuple(v) for k, v in by_alias.items()}, narrator_index, often, counts.language)


def _without_epithets(form: str, language: Language) -> str:
    """Return a name without "Old" or "Little" before it."""
    words = form.removeprefix("the ").split()
    while len(words) > 1 and words[0].lower() in language.descriptions.epithets:
        words = words[1:]
    return " ".join(words) if words else form


def _note(by_alias: dict[str, list[int]], form: str, index: int) -> None:
    """Add somebody to those whom a name may mean, with and without an article."""
    key = alias_key(form)
    for variant in {key, key.removeprefix("the ")}:
        if index not in by_alias[variant]:
            by_alias[variant].append(index)


_OFTEN = 4
_LEADING = 12
