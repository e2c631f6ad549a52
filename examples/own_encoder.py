"""An encoder of one's own: episodes as Sun audio, a format that libsndfile writes and drama does not.

A package announces it in its pyproject.toml, by the suffix it writes:

    [project.entry-points."drama.encoders"]
    au = "own_encoder:SunEncoder"

From then on ``drama render story.txt -o story.au`` writes it, whole or not at all.
"""

from pathlib import Path

import soundfile

from drama.encoders import EncodingJob
from drama.errors import WriteError
from drama.model import FRAME_RATE


class SunEncoder:
    suffixes = (".au",)

    def check(self, path: Path) -> None:
        if "AU" not in soundfile.available_formats():
            raise WriteError(f"{path}: this libsndfile writes no Sun audio")

    def write(self, file: Path, job: EncodingJob) -> None:
        channels, done = job.settings.channels, 0
        with (
            job.sounds() as sounds,  # mixed on job.jobs cores, one part after the other
            soundfile.SoundFile(file, "w", FRAME_RATE, channels, "PCM_16", format="AU") as out,
        ):
            for pcm in sounds:
                out.write(pcm)
                done += len(pcm)
                job.on_progress(done)
