import subprocess
import sys


def test_what_is_loaded_is_not_looked_through_again() -> None:
    """In a process that has settled, only what comes afterwards is."""
    code = (
        "import gc; from knowledge.garbage_collection import settle\n"
        "kept = [[n] for n in range(1000)]; settle()\n"
        "print(gc.get_freeze_count() > 1000, gc.get_threshold()[0] > 700)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True True\n"
