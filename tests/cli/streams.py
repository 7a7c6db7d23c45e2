# SPDX-License-Identifier: MIT
"""Standard streams of `axvcpu run` that are closed, or that nobody reads."""

import os
import signal
import subprocess
import time

from harness import AXVCPU, Tap, guest, skip_without_assembler


def start(image, *options, closed=(), stdout=subprocess.DEVNULL):
    def close_streams():
        for stream in closed:
            os.close(stream)

    return subprocess.Popen([AXVCPU, "run", *options, str(image)], stdin=subprocess.DEVNULL,
                            stdout=stdout, stderr=subprocess.PIPE, preexec_fn=close_streams)


def end(process):
    """Its status, or that it had to be killed."""
    try:
        error = process.communicate(timeout=20)[1].decode()
    except subprocess.TimeoutExpired:
        process.kill()
        return "killed", process.communicate()[1].decode()
    return process.returncode, error


def check_closed(tap):
    image = guest("interrupt")
    tap.same(end(start(image, closed=(0,)))[0], 0, "without standard input a guest reads nothing")
    for closed in ((1,), (0, 1)):
        status, error = end(start(image, closed=closed))
        tap.ok(status == 1 and "Bad file descriptor" in error,
               f"what a guest writes goes to no other file with {closed} closed",
               f"{status}: {error}")
    tap.same(end(start(image, "--trace", closed=(2,)))[0], 0, "nor is standard error needed")


def check_unread(tap):
    """A pipe that is full, and has a reader who reads nothing."""
    image = guest("flood")
    reader, writer = os.pipe()
    tap.same(end(start(image, "--timeout", "1", stdout=writer))[0], 6,
             "a time limit holds while nobody reads")
    process = start(image, stdout=writer)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    tap.same(end(process)[0], 143, "so does a signal")
    os.close(reader)
    os.close(writer)


def main():
    skip_without_assembler()
    tap = Tap()
    check_closed(tap)
    check_unread(tap)
    tap.done()


main()
