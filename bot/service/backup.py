"""Papers and ledger kept together: copied, put back, looked through, taken to another database."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.ledger import FILE_NAME as LEDGER
from bot.ledger import Ledger, archive, ledger_place
from bot.ledger.ledger_file import LedgerFile
from bot.service.lock import NotAloneError, alone
from knowledge.errors import StoreError
from knowledge.store import Store, url_of
from knowledge.store.backup import refuse_itself, settle_in
from knowledge.store.faults import unwritable
from knowledge.store.moving import move as move_base
from knowledge.store.sqlite_file import FILE_NAME


def backup(data: Path, file: Path) -> None:
    """Copy papers and ledger into one file, each as of one moment, also while the bot runs.

    Args:
        data: the data directory.
        file: what to write, whole or not at all.

    Raises:
        StoreReadOnlyError: the file cannot be written.
        StoreError: the base cannot be read, or its database is copied by a program of its own.
    """
    with Store.open(data) as store:
        if url_of(data):
            store.backup(file)  # it says how
            return
        for each in (FILE_NAME, LEDGER):
            refuse_itself(file, data / each)
        with _aside(file) as aside:
            made, ledger = aside / file.name, aside / f"{LEDGER}.copy"
            # The ledger first: what it says of entries of the history is in the later copy.
            there = _copied(data / LEDGER, ledger)
            store.backup(made)
            if there:
                archive.put_in(ledger, made)
            settle_in(made, file)


def restore(data: Path, file: Path, *, papers_only: bool = False) -> bool:
    """Put a copy in the place of papers and ledger, or of the papers alone.

    Returns:
        Whether there was a ledger in the copy, and it was put back.

    Raises:
        StoreError: the file is no sound copy, the bot runs, which only the papers can be restored
            under, or the database is restored by a program of its own.
    """
    if url_of(data) or papers_only:
        with Store.open(data, create=True) as store:
            store.restore(file)
        return False
    if not file.is_file():
        raise StoreError(f"There is no file {file}: give one that `footnote backup` wrote.")
    with (
        _stopped(data, "papers can be restored while it runs, with --papers"),
        _aside(data) as aside,
    ):
        ledger = aside / LEDGER
        there = archive.take_out(file, ledger)
        if there:
            _check(ledger, file)
        with Store.open(data, create=True) as store:
            store.restore(file)
        if there:
            with closing(LedgerFile(data / LEDGER)) as live:
                live.restore(ledger)
        return there


def flaws(data: Path) -> list[str]:
    """What is wrong with papers and ledger, a sentence each; nothing: they are sound."""
    with Store.open(data) as store:
        found = store.verify()
    if not url_of(data) and not (data / LEDGER).exists():
        return found
    with closing(Ledger(ledger_place(data))) as ledger:
        return found + ledger.flaws()


def move(data: Path, url: str) -> None:
    """Copy papers, with their history, and ledger into an empty database; the source stays.

    Raises:
        StoreError: something is there already, the bot runs, or one of the two cannot be used.
    """
    if url_of(url) is None or url_of(data):
        raise StoreError(
            "A base moves from a data directory to a PostgreSQL database: "
            "footnote move postgresql://USER:PASSWORD@HOST/DATABASE --data DIR."
        )
    with _stopped(data, "what it writes meanwhile would be lost"), ExitStack() as closed:
        old = None
        if (data / LEDGER).exists():
            old = closed.enter_context(closing(LedgerFile(data / LEDGER)))
        Ledger(url).close()  # its tables are made
        move_base(data, url, lambda new: archive.move(old, new))


@contextmanager
def _stopped(data: Path, why: str) -> Iterator[None]:
    """Nobody runs the bot on the data directory meanwhile.

    Raises:
        StoreError: somebody does.
    """
    try:
        with alone(data):
            yield
    except NotAloneError as error:
        raise StoreError(f"The bot runs on {data}: stop it first ({why}).") from error


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """A folder in the same file system as a place, gone afterwards.

    Raises:
        StoreReadOnlyError: it cannot be written.
    """
    parent = place if place.is_dir() else place.absolute().parent
    try:
        with TemporaryDirectory(prefix=".footnote-", dir=parent) as name:
            yield Path(name)
    except OSError as error:
        raise unwritable(place) from error


def _copied(ledger: Path, file: Path) -> bool:
    """Copy a ledger, if there is one."""
    if not ledger.exists():
        return False
    with closing(LedgerFile(ledger)) as live:
        live.backup(file)
    return True


def _check(ledger: Path, file: Path) -> None:
    """Refuse a ledger that is not sound; one of an older version is brought up to date."""
    with closing(Ledger(ledger)) as found:
        if found.flaws():
            raise StoreError(f"{file} is damaged: restore from another copy.")
