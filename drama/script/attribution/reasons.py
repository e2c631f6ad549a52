"""What the features of :mod:`drama.script.attribution.features` mean, in words a writer understands."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS = ("name", "role", "other", "pronoun", "beat", "bare")

_WORDS: Mapping[str, str] = {
    "pinned": "pinned by you",
    "stated": "the source states who speaks",
    "tag": "{tag} names {name}",
    "tag 2nd": "{tag} may mean {name} too",
    "crowd tag": "{tag} names {name}",
    "lead": "the sentence before ends in a colon and names {name}",
    "lead pronoun": "the sentence that leads in fits {name}",
    "lead wrong": "the sentence that leads in is about somebody of another gender",
    "lead unknown": "the sentence that leads in may or may not be about {name}",
    "role": "{tag} describes {name}",
    "role often": "{name} is called so often",
    "role new": "nobody was called that before",
    "role generic": "so many may be called",
    "role device": "nobody present speaks out of {tag}",
    "role owned": "{tag} tells whose {name} is",
    "role trade": "not many may be called so",
    "role kin": "it is a word for a relative",
    "role age fits": "{name} is old enough for {tag}",
    "role age differs": "{name} is too old for {tag}",
    "role associated": "{tag} mostly stands where {name} was just named",
    "role associated sometimes": "{tag} sometimes stands where {name} was just named",
    "gender": "gender of {tag}",
    "gender wrong": "{tag} has another gender",
    "gender unknown": "whether {name} is a he or a she is not known",
    "group": "{tag} are several, as {name} are",
    "group wrong": "{tag} are several, and {name} is one",
    "antecedent 1": "{name} was named last before {tag}",
    "antecedent 2": "{name} was named last but one before {tag}",
    "antecedent subject": "{name} was the one who acted before {tag}",
    "beat I": "the “I” who acts beside the words",
    "beat name before": "{name} acts right before the words",
    "beat name after": "{name} acts right after the words",
    "beat role before": "{beat} acts right before the words",
    "beat role after": "{beat} acts right after the words",
    "beat pronoun before": "{beat} who acts right before the words probably means {name}",
    "beat pronoun after": "{beat} who acts right after the words probably means {name}",
    "beat other": "somebody else acts beside the words",
    "beat pronoun gender": "gender of {beat} who acts beside the words",
    "beat role gender": "gender of {beat} who acts beside the words",
    "beat antecedent": "{beat} beside the words most likely means {name}",
    "beat gender wrong": "{beat} who acts beside the words has another gender",
    "introduces self": "a stranger has come in, and the words are nothing but the name of {name}",
    "addresses self": "the words themselves address {name}",
    "names self": "the words themselves speak of {name}",
    "addressed before": "{name} was addressed in the line before",
    "addressed before gap": "{name} was addressed when somebody last spoke",
    "named in speech before": "the line before speaks of {name}",
    "addressed two before": "{name} was addressed two lines before",
    "addressed after": "{name} is addressed in the next line",
    "addressed after gap": "{name} is addressed when somebody next speaks",
    "called before": "the line before calls the one spoken to a man or a woman, as {name} is",
    "called before wrong": "the line before calls the one spoken to by a word that does not fit {name}",
    "called after": "the next line calls the one spoken to a man or a woman, as {name} is",
    "called after wrong": "the next line calls the one spoken to by a word that does not fit {name}",
    "addressed unanswered": "{name} was addressed and has not answered yet",
    "answers address": "the words address {last}, who spoke before",
    "said next": "the next line is {name}'s",
    "said next gap": "{name} is the next to speak, after some narration",
    "said after next": "the line after next is {name}'s",
    "said after next gap": "{name} speaks again soon after",
    "next pronoun fits": "the pronoun in the next tag would mean {name} as well",
    "next pronoun differs": "the next line is somebody's of another gender",
    "last pronoun fits": "the pronoun in the last tag would mean {name} as well",
    "last pronoun differs": "the last line was somebody's of another gender",
    "talking before": "{name} is one of those talking",
    "talking after": "{name} is one of those who talk next",
    "heard before": "{name} has been talking a little before",
    "heard after": "{name} goes on talking after",
    "named after": "{name} is named right after",
    "goes": "{name} went away before the words",
    "wired again": "{name} has been heard that way before",
    "wired there": "{name} is there, and the words come from elsewhere",
    "gone": "{name} went away a little before",
    "named between": "{name} was named since the last words",
    "last subject": "{name} was the last to act before the words",
    "last named": "{name} was the last to be named before the words",
    "beside": "{name} is named beside the words",
    "recent 1": "{name} was named just before",
    "recent 3": "{name} was named a few paragraphs before",
    "recent 8": "{name} was named some way back",
    "recent far": "{name} has not been named for long",
    "often": "{name} is a leading character",
    "narrator": "{name} tells the story",
    "crowd": "{name} is hardly more than a figure in passing",
    "repeat close": "{name} spoke the line right before",
    "repeat gap": "{name} was the last to speak, before some narration",
    "repeat far": "{name} was the last to speak, long before",
    "alternate close": "{name} and {last} take turns, and it is {name}'s",
    "alternate gap": "{name} and {last} take turns across some narration, and it is {name}'s",
    "alternate far": "{name} was the last but one to speak, long before",
    "alternate odd": "the line before addresses another",
    "around": "who speaks the lines before and after",
    "turn-taking": "nothing but the order of the turns",
    "nobody fits": "nobody fits",
}


def in_words(feature: str, name: str, *, tag: str = "the tag", beat: str = "whoever", last: str = "the other") -> str:
    """Return what a feature says about a candidate; a feature without words stands for itself.

    ``tag`` and ``beat`` are the words that stand for the speaker in the tag and in the narration beside the speech,
    ``last`` is who spoke before.
    """
    text = _WORDS.get(feature)
    head, _, rest = feature.partition(" ")
    if text is None and head in _KINDS:
        text = _WORDS.get(rest)
    before, _, kind = feature.rpartition(" ")
    if text is None and kind in _KINDS:
        text = _WORDS.get(before)
    return feature if text is None else text.format(name=name, tag=tag, beat=beat, last=last)
