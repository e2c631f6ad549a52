"""What an episode was made of and with, then and now: two manifests compared, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drama.files.messages import listed
from drama.model import Aspect, Check, FileDigest, Manifest, UsedVoice, Verdict, Versions

_SHOWN = 6
"""Differences of one kind that are named."""
_SETTINGS = ("preset", "style", "loudness_lufs", "true_peak_dbtp", "bit_rate_kbps", "channels")
_IN_WORDS = {
    "loudness_lufs": "loudness",
    "true_peak_dbtp": "true peak",
    "bit_rate_kbps": "bit rate",
}


def source_checks(then: Manifest, now: Manifest) -> Iterator[Check]:
    """Yield what became of everything an episode was made of."""
    yield from _story(then, now)
    yield from _files("cast file", then.cast_files, now.cast_files, "nothing of what it changed is heard here")
    yield from _voices(then.voices, now.voices)
    yield from _settings(then, now)
    nothing = "no line of this episode is another for it"
    heard = "" if then.script_sha256 != now.script_sha256 or then.takes_sha256 != now.takes_sha256 else nothing
    for what, before, after in (
        ("corrections", then.corrections, now.corrections),
        ("answers of an assistant", then.answers, now.answers),
        ("lock of the series", then.lock, now.lock),
    ):
        yield from _files(what, _one(before), _one(after), heard)
    yield from _files("recording", then.recordings, now.recordings, "")
    yield from _cover(then.cover, now.cover)
    yield from _sounds(then, now)
    if then.text_sha256 == now.text_sha256 and then.script_sha256 != now.script_sha256:
        yield Check(Aspect.SOURCE, "who says what", Verdict.CHANGED, "a line is another's, or is cut otherwise")


def version_checks(then: Manifest, now: Versions | None, lacking: Mapping[str, str]) -> Iterator[Check]:
    """Yield what became of everything an episode was made with; ``lacking`` says why an engine is not there."""
    if now is None:
        return
    yield _version("drama", then.versions.drama, now.drama)
    for name, engine in then.versions.engines.items():
        if name in lacking:
            yield Check(Aspect.VERSION, f"engine {name}", Verdict.MISSING, lacking[name])
        else:
            yield _version(f"engine {name}", engine.version, now.engines[name].version if name in now.engines else "")
    for name, version in then.versions.libraries.items():
        yield _version(name, version, now.libraries.get(name, ""))


def _version(what: str, then: str, now: str) -> Check:
    if then == now:
        return Check(Aspect.VERSION, what, Verdict.SAME, then)
    if not now:
        return Check(Aspect.VERSION, what, Verdict.MISSING, f"{then} then, none now")
    return Check(Aspect.VERSION, what, Verdict.CHANGED, f"{then} then, {now} now")


def _story(then: Manifest, now: Manifest) -> Iterator[Check]:
    if not then.story:  # it was piped in
        verdict = Verdict.SAME if then.text_sha256 == now.text_sha256 else Verdict.CHANGED
        yield Check(Aspect.SOURCE, "the text that was piped in", verdict)
        return
    is_same_text = then.text_sha256 == now.text_sha256
    yield from _files("story", then.story, now.story, "its words are the same" if is_same_text else "its words changed")


def _files(what: str, then: Sequence[FileDigest], now: Sequence[FileDigest], meaning: str) -> Iterator[Check]:
    """Yield what became of files of one kind, each known by its name."""
    before, after = _by_name(then), _by_name(now)
    for name, digest in before.items():
        label = f"{what} {name}".strip()
        if name not in after:
            yield Check(Aspect.SOURCE, label, Verdict.MISSING, "it is not read any more")
        elif not after[name]:
            yield Check(Aspect.SOURCE, label, Verdict.MISSING, "the file is not there any more, or cannot be read")
        elif after[name] == digest:
            yield Check(Aspect.SOURCE, label, Verdict.SAME)
        else:
            yield Check(Aspect.SOURCE, label, Verdict.CHANGED, "; ".join(filter(None, ("edited since", meaning))))
    for name in after:
        if name not in before:
            yield Check(Aspect.SOURCE, f"{what} {name}", Verdict.CHANGED, "it is new")


def _by_name(files: Sequence[FileDigest]) -> dict[str, str]:
    """Return the digests by name; of files that share one the second and later have a number behind it."""
    found: dict[str, str] = {}
    for file in files:
        count, name = 1, file.name
        while name in found:
            count += 1
            name = f"{file.name} ({count})"
        found[name] = file.sha256
    return found


def _one(file: FileDigest | None) -> tuple[FileDigest, ...]:
    return () if file is None else (file,)


def _voices(then: Sequence[UsedVoice], now: Sequence[UsedVoice]) -> Iterator[Check]:
    before, after = ({voice.speaker: voice for voice in voices} for voices in (then, now))
    told = [
        f"{_called(speaker)}: {_voice_change(voice, after[speaker])}"
        for speaker, voice in before.items()
        if speaker in after and after[speaker] != voice
    ]
    told += [f"{_called(speaker)} is heard no more" for speaker in before if speaker not in after]
    told += [f"{_called(speaker)} is new" for speaker in after if speaker not in before]
    yield _told("voices", told)


def _called(speaker: str | None) -> str:
    return "the narrator" if speaker is None else speaker


def _voice_change(then: UsedVoice, now: UsedVoice) -> str:
    if (then.engine, then.id) != (now.engine, now.id):
        return f"{_voice(then)} then, {_voice(now)} now"
    if then.sound != now.sound:
        return f"the voice {_voice(now)} sounds otherwise: its file, or what it is asked with, changed"
    for name, unit in (("rate_wpm", "wpm"), ("pitch", "pitch"), ("gain_db", "dB"), ("pan", "pan")):
        if (before := getattr(then, name)) != (after := getattr(now, name)):
            return f"{_number(before)} {unit} then, {_number(after)} {unit} now"
    return f"the voice was called {then.voice}, and is {now.voice}"


def _voice(voice: UsedVoice) -> str:
    return f"{voice.voice} ({voice.engine}:{voice.id.removeprefix(f'{voice.engine}:')})"


def _number(value: float | None) -> str:
    return "the engine's own" if value is None else f"{value:g}"


def _settings(then: Manifest, now: Manifest) -> Iterator[Check]:
    before, after = then.settings, now.settings
    told = [
        f"{_IN_WORDS.get(name, name)} {getattr(before, name)} then, {getattr(after, name)} now"
        for name in _SETTINGS
        if getattr(before, name) != getattr(after, name)
    ]
    if before.style == after.style and before.style_sha256 != after.style_sha256:
        told.append(f"what the style {after.style} does")
    if before.pauses_sha256 != after.pauses_sha256:
        told.append("pauses")
    if then.title != now.title:
        told.append(f"the title: {then.title!r} then, {now.title!r} now")
    yield _told("settings", told)


def _cover(then: FileDigest | None, now: FileDigest | None) -> Iterator[Check]:
    if then is None and now is None:
        return
    what = f"cover {then.name}".strip() if then is not None else "cover"
    if then is None or now is None:
        verdict = Verdict.CHANGED if then is None else Verdict.MISSING
        yield Check(Aspect.SOURCE, what, verdict, "it is new" if then is None else "there is none any more")
    elif then.name and now.name != then.name:
        yield Check(Aspect.SOURCE, what, Verdict.MISSING, f"it is not found, and {now.name or 'a drawn one'} is used")
    else:
        verdict = Verdict.SAME if then.sha256 == now.sha256 else Verdict.CHANGED
        yield Check(Aspect.SOURCE, what, verdict, "" if verdict is Verdict.SAME else "it is another picture")


def _sounds(then: Manifest, now: Manifest) -> Iterator[Check]:
    before, after = ({sound.name: sound.key for sound in manifest.sounds} for manifest in (then, now))
    if not before and not after:
        return
    told = [f"{name} is another" for name, key in before.items() if name in after and after[name] != key]
    told += [f"{name} is heard no more" for name in before if name not in after]
    told += [f"{name} is new" for name in after if name not in before]
    yield _told("sounds", told)


def _told(what: str, told: Sequence[str]) -> Check:
    """Return the check of many things, with the first of those that changed."""
    if not told:
        return Check(Aspect.SOURCE, what, Verdict.SAME)
    return Check(Aspect.SOURCE, what, Verdict.CHANGED, listed(told, limit=_SHOWN))
