"""Turns itself into a program that is not ours, under limits and without a network.

``python -m thaidoc.reading.child.launcher MEMORY SECONDS BYTES FOLDER PROGRAM ARGUMENT ...``: the
limits are laid on this process, which then becomes the program, with FOLDER for its home, its
temporary files and its working folder, and nothing else of the run's environment.
"""

import os
import signal
import sys

from thaidoc.reading.child import jail


def main(arguments: list[str]) -> None:
    """Become the program that the arguments name.

    :raises OSError: where there is no such program.
    """
    memory, seconds, size, folder, program = arguments[:5]
    for number in (signal.SIGXFSZ, signal.SIGPIPE):  # Python ignores them, and so would the program
        signal.signal(number, signal.SIG_DFL)
    jail.confine_program(int(memory), float(seconds), int(size))
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"), folder),
        "SAL_USE_VCLPLUGIN": "svp",  # LibreOffice without a screen
        "OMP_THREAD_LIMIT": "1",  # Tesseract's threads wait for each other more than they work
    }
    os.execve(program, [program, *arguments[5:]], environment)  # noqa: S606  # no shell is meant


if __name__ == "__main__":
    main(sys.argv[1:])
