#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A recording is shown by anybody, and nothing of the machine is looked at:
# a pid that is somebody else here now has the name that was recorded.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs python3 setpriv strace

captrace -w "$tmp/recording" checks -c recorded
chmod 777 "$tmp"
chmod 644 "$tmp/recording"

# The process is of this pid and age, and without a word about its program.
ticks=$(awk '{ print $22 }' /proc/$$/stat)
cat >"$tmp/change.py" <<'END'
import struct, sys
pid, ticks = int(sys.argv[1]), int(sys.argv[2])
data = sys.stdin.buffer.read()
out = b''
for at in range(0, len(data), 128):
    record = bytearray(data[at:at + 128])
    kind = struct.unpack_from('=H', record)[0]
    if kind == 2:
        struct.pack_into('=I', record, 24, pid)
        struct.pack_into('=Q', record, 40, ticks * 10000000)
    if kind not in (3, 4, 12):
        out += record
sys.stdout.buffer.write(out)
END
python3 "$tmp/change.py" $$ "$ticks" <"$tmp/recording" >"$tmp/other" ||
	fail "not changed"

: >"$tmp/calls"
chmod 666 "$tmp/calls"
for file in recording other; do
	setpriv --reuid=65534 --clear-groups --no-new-privs \
		--bounding-set=-all --inh-caps=-all \
		strace -f -o "$tmp/calls" -e trace=%file,ioctl \
		captrace -r "$tmp/$file" >"$tmp/$file.out"
	expect_status $? 0
	expect_no_line "$tmp/calls" '/proc|/sys|/run|/var|/dev/captrace|passwd'
done
expect_count "$tmp/recording.out" '	/.*/checks	CAP_SYS_ADMIN	' 1
expect_count "$tmp/other.out" "	$$	recorded	CAP_SYS_ADMIN	" 1
