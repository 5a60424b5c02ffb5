"""Where the files that come with Footnote are: `seeds/` and `config/`."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a folder that comes with Footnote.

    An installed wheel carries it inside the package; a checkout beside it.

    Args:
        name: `seeds` or `config`.
    """
    packaged = _PACKAGE / "_resources" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
