#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# For the same programs, captrace -v shows what bpftrace counts at cap_capable()
# and, where the compiler has inlined it, what that cannot see.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/oracle.sh"

needs bpftrace ping su chown mount umount setpriv unshare

work()
{
	oracle_programs "$tmp"
	unshare -U -r -m mount -t tmpfs none "$tmp/mnt"
	sites
	setpriv --reuid=1 --regid=1 --clear-groups sites
}

# The number of the capability and, for calls of the functions into which
# cap_capable() may be inlined, "site"; of prctl(2) not all calls check.
min=$(cat /proc/sys/vm/mmap_min_addr)
cat >"$tmp/script" <<END
kprobe:cap_capable {
	@cap[tid] = arg2; @audit[tid] = (arg3 & 2) == 0; @in[tid] = 1;
}
kretprobe:cap_capable /@in[tid]/ {
	printf("%d %d %d %d\n", pid, @cap[tid], @audit[tid], retval);
	delete(@cap[tid]); delete(@audit[tid]); delete(@in[tid]);
}
kprobe:cap_capset { printf("%d 8 site\n", pid); }
kprobe:cap_mmap_addr /arg0 < $min/ { printf("%d 17 site\n", pid); }
kprobe:cap_vm_enough_memory { printf("%d 21 site\n", pid); }
END

# It sees a check that is made for it.
bpftrace_sees()
{
	checks
	sleep 1
	[ -s "$tmp/bpftrace" ]
}

BPFTRACE_PERF_RB_PAGES=512 bpftrace -B line -o "$tmp/bpftrace" "$tmp/script" \
	2>"$tmp/err" &
bpftrace_pid=$!
wait_for 40 bpftrace_sees || fail "bpftrace does not start:" "$(cat "$tmp/err")"
start_captrace -v --columns pid,cap,audit,verdict,hook,syscall -o "$tmp/out"
first=$(cat /proc/sys/kernel/ns_last_pid)
(work) >"$tmp/work" 2>&1
last=$(cat /proc/sys/kernel/ns_last_pid)
stop_captrace
expect_status $? 0
kill -INT $bpftrace_pid
wait $bpftrace_pid
expect_no_line "$tmp/bpftrace" Lost

within()
{
	awk -v first="$first" -v last="$last" '$1 > first && $1 <= last' | sort
}
oracle_names >"$tmp/names"
awk 'NR == FNR { name[$1] = $2; next }
	$3 != "site" { print $1, name[$2], $3 ? "yes" : "no", $4 ? "denied" : "granted" }' \
	"$tmp/names" "$tmp/bpftrace" | within >"$tmp/theirs"
tr '\t' ' ' <"$tmp/out" | sed -n 's/ return [^ ]*$//p' | within >"$tmp/ours"
[ "$(wc -l <"$tmp/theirs")" -gt 20 ] ||
	fail "too few checks to compare:" "$(cat "$tmp/work")"
diff "$tmp/theirs" "$tmp/ours" || fail "captrace (>) and bpftrace (<) differ"

for cap in CAP_SETPCAP CAP_SYS_RAWIO CAP_SYS_ADMIN; do
	grep "	$cap	.*	site	" "$tmp/out" | grep -v 'prctl$' |
		cut -f 1,2 --output-delimiter=' ' | within >"$tmp/ours"
	[ -s "$tmp/ours" ] || continue
	awk -v cap=$cap 'NR == FNR { name[$1] = $2; next }
		name[$2] == cap && $3 == "site" { print $1, cap }' \
		"$tmp/names" "$tmp/bpftrace" | within >"$tmp/theirs"
	diff "$tmp/theirs" "$tmp/ours" ||
		fail "captrace (>) and bpftrace (<) differ in what is inlined"
done
expect_count "$tmp/out" CAP_SYS_RAWIO 2
