#!/usr/bin/env bash
# espeakng-loader 0.2.4 (eSpeak NG 1.52): what it makes of numerals, codes and digits of other scripts, in en-us.
#
# Expected: VI and VII are read alike; MI5 is spelled; Arabic digits are read as digits.
# Seen, in its phonemes: VII is "roman seven" while VI is spelled; MI5 is "my five"; an Arabic
# digit gives nothing:
#     chapter VI   "tS'apt3 v,i:;'aI"
#     chapter VII  "tS'apt3 r,oUm@n_ s'Ev@n"
#     MI5          "m'aI f'aIv"
#     ٣            ''
# Cure: write numerals, codes and digits out before the text goes to the engine.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet espeakng-loader==0.2.4
"$work/venv/bin/python" - <<'PY'
import ctypes
import espeakng_loader

library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
library.espeak_SetVoiceByName(b"en-us")
library.espeak_TextToPhonemes.restype = ctypes.c_char_p


def phonemes(text):
    pointer = ctypes.c_void_p(ctypes.cast(ctypes.create_string_buffer(text.encode()), ctypes.c_void_p).value)
    found = []
    while pointer.value:
        found.append((library.espeak_TextToPhonemes(ctypes.byref(pointer), 1, 0) or b"").decode())
    return " ".join(found).strip()


for text in ("chapter VI", "chapter VII", "MI5", "٣", "seven"):
    print(f"{text:12} {phonemes(text)!r}")
assert "roUm" in phonemes("chapter VII").replace("'", "").replace(",", ""), phonemes("chapter VII")
assert "roUm" not in phonemes("chapter VI").replace("'", "").replace(",", ""), phonemes("chapter VI")
assert phonemes("MI5").replace("'", "").startswith("maI"), phonemes("MI5")
assert phonemes("٣") == "", phonemes("٣")
PY
