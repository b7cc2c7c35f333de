#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it, sshd works as Debian has
# configured it, and without any of its capabilities it does not, but for those
# named here.
# kernels: 6.1 (what sshd needs is not up to the kernel)
# limit: 120
. "${0%/*}/lib.sh"
. "${0%/*}/lib/profile.sh"

needs sshd ssh ssh-keygen setpriv

mkdir -p /run/sshd
useradd -m -s /bin/sh captrace-someone
ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
install -d -o captrace-someone -m 700 ~captrace-someone/.ssh
install -o captrace-someone -m 600 "$tmp/key.pub" \
	~captrace-someone/.ssh/authorized_keys

# A user logs in with a key, and has a command run that says who runs it.
works()
{
	rm -f /run/sshd.pid
	"$@" /usr/sbin/sshd -D -e 2>"$tmp/said" &
	service=$!
	wait_for 20 decided || fail "sshd neither listens nor ends"
	listens &&
		timeout 20 ssh -i "$tmp/key" -F none -o BatchMode=yes \
			-o StrictHostKeyChecking=no \
			-o UserKnownHostsFile="$tmp/hosts" \
			-o KexAlgorithms=curve25519-sha256 \
			captrace-someone@127.0.0.1 'id -un' \
			>"$tmp/who" 2>"$tmp/ssh" &&
		[ "$(cat "$tmp/who")" = captrace-someone ]
	works=$?
	[ ! -s /run/sshd.pid ] || kill -TERM "$(cat /run/sshd.pid)"
	wait $service
	return $works
}

listens()
{
	grep -q '^Server listening on 0.0.0.0 port 22' "$tmp/said"
}

decided()
{
	! runs $service || listens
}

works captrace -f -o "$tmp/profile" --profile=setpriv ||
	fail "no login:" "$(cat "$tmp/said" "$tmp/ssh")"
# Without CAP_SYS_RESOURCE the kernel may end it first when memory is short, and
# without CAP_AUDIT_WRITE logins are not in the audit log.
prove setpriv "$tmp/profile" sys_resource audit_write
