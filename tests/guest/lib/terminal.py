#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a program shows on a terminal of so many columns.

usage: terminal.py COLUMNS COMMAND [ARGUMENT]...

Prints what the terminal gets, and exits with the status of the command.
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

terminal, line = pty.openpty()
size = struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0)
fcntl.ioctl(line, termios.TIOCSWINSZ, size)
command = subprocess.Popen(sys.argv[2:], stdin=line, stdout=line)
os.close(line)
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        # The last that had it open has closed it.
        break
    sys.stdout.buffer.write(data)
sys.exit(command.wait())
