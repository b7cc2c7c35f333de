#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is shown by default does not depend on how the kernel was compiled: a
# fixed list.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs ping setpriv

chmod 755 "$tmp"
cat >"$tmp/work" <<END
sites
checks -d
compat
touch $tmp/file
chown daemon $tmp/file
setpriv --reuid=1 --regid=1 --clear-groups ping -c1 127.0.0.1
END
captrace -f --columns cap,verdict,syscall -o "$tmp/out" sh "$tmp/work" \
	>"$tmp/work.out" 2>&1
expect_lines "$tmp/out" <<END
CAP_SETPCAP granted capset
CAP_SETPCAP granted prctl
CAP_SYS_RAWIO granted mmap
CAP_SYS_ADMIN granted seccomp
CAP_SYS_ADMIN granted sethostname
CAP_SYS_ADMIN granted seccomp
CAP_CHOWN granted fchownat
CAP_SETPCAP granted capset
CAP_SETUID granted setresuid
CAP_SETPCAP denied capset
CAP_SETGID granted setresgid
CAP_SETGID granted setgroups
CAP_SETPCAP denied capset
CAP_SETUID denied setuid
CAP_NET_RAW denied socket
CAP_NET_RAW denied socket
END
