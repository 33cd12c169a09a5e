"""Reads one picture, or decodes one voice message, in a process of its own: broken files crash libraries.

`python -m bot.media_child picture FILE OUT` writes the words found, a line each, to OUT;
`python -m bot.media_child voice FILE OUT` writes a WAV file. What goes wrong is the exit code.
"""

import sys
import tempfile
import wave
from pathlib import Path
from typing import Any

_LONGEST_SIDE = 2000  # pixels; a phone's photo is cut down to it
_MOST_PIXELS = 60_000_000
_SURE = 0.6  # a line read with less confidence is a guess
_RATE = 24_000


def read_picture(file: Path) -> list[str]:
    """The lines of text in a picture, from top to bottom."""
    import numpy as np
    from PIL import Image, ImageOps
    from rapidocr import RapidOCR

    with Image.open(file) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise ValueError("the picture is too large")
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    found: Any = RapidOCR()(np.asarray(picture)[:, :, ::-1])
    lines = zip(found.txts or (), found.scores or (), strict=True)
    return [line.strip() for line, score in lines if score >= _SURE and line.strip()]


def decode_voice(file: Path, out: Path) -> None:
    """WeChat's SILK as WAV."""
    import pilk

    with tempfile.TemporaryDirectory() as folder:
        pcm = Path(folder) / "voice.pcm"
        pilk.decode(str(file), str(pcm), pcm_rate=_RATE)
        samples = pcm.read_bytes()
    if not samples:
        raise ValueError("nothing to hear")
    with wave.open(str(out), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(samples)


def main() -> None:
    """Do what the arguments say."""
    what, file, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "picture":
        out.write_text("\n".join(read_picture(file)), "utf-8")
    else:
        decode_voice(file, out)


if __name__ == "__main__":
    main()
