#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Containers have the names, images and pods that the files of docker, podman
# and containerd give them, live and in a recording shown without those files.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

docker=$(printf 'd%.0s' $(seq 64))
podman=$(printf 'b%.0s' $(seq 64))
containerd=$(printf 'c%.0s' $(seq 64))
uid=0a1b2c3d_4e5f_6071_8293_a4b5c6d7e8f9
pod=$(echo $uid | tr _ -)
columns=cap,container,container-id,runtime,image,pod
docker_cgroup=/sys/fs/cgroup/system.slice/docker-$docker.scope
podman_cgroup=/sys/fs/cgroup/machine.slice/libpod-$podman.scope
kubernetes=/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice
kubernetes_cgroup=$kubernetes/kubepods-burstable-pod$uid.slice/cri-containerd-$containerd.scope

# write_file PATH: from stdin, with its directory.
write_file()
{
	mkdir -p "${1%/*}"
	cat >"$1"
}

write_file "/var/lib/docker/containers/$docker/config.v2.json" <<END
{ "ID": "$docker", "Name": "/web", "Config": { "Image": "nginx:1.27" } }
END
write_file /var/lib/containers/storage/overlay-containers/containers.json <<END
[ {
	"id": "$podman",
	"names": [ "mail" ],
	"metadata": "{ \"image-name\": \"docker.io/library/exim:4\", \"name\": \"mail\" }"
} ]
END
write_file "/run/containerd/io.containerd.runtime.v2.task/k8s.io/$containerd/config.json" <<END
{ "annotations": {
	"io.kubernetes.cri.container-name": "cache",
	"io.kubernetes.cri.container-type": "container",
	"io.kubernetes.cri.image-name": "docker.io/library/redis:7",
	"io.kubernetes.cri.sandbox-uid": "$pod"
} }
END

start_captrace -c sys_admin --columns $columns -o "$tmp/lines"
traces=$captrace_pid
start_captrace -c sys_admin --json -o "$tmp/json"
traces="$traces $captrace_pid"
start_captrace --wait --container web -c sys_admin --columns $columns \
	-o "$tmp/wait"
traces="$traces $captrace_pid"
start_captrace -c sys_admin -w "$tmp/recording"
traces="$traces $captrace_pid"
for cgroup in "$docker_cgroup" "$podman_cgroup" "$kubernetes_cgroup"; do
	mkdir -p "$cgroup"
	in_cgroup "$cgroup" checks
done
checks
for captrace_pid in $traces; do
	stop_captrace
	expect_status $? 0
done
rmdir -p "$docker_cgroup" "$podman_cgroup" "$kubernetes_cgroup" 2>/dev/null
rm -r /var/lib/docker /var/lib/containers /run/containerd

captrace -r "$tmp/recording" --columns $columns >"$tmp/recorded"
for file in lines recorded; do
	expect_lines "$tmp/$file" <<-END
		CAP_SYS_ADMIN web $docker docker nginx:1.27 -
		CAP_SYS_ADMIN mail $podman podman docker.io/library/exim:4 -
		CAP_SYS_ADMIN cache $containerd containerd docker.io/library/redis:7 $pod
		CAP_SYS_ADMIN - - - - -
	END
done
captrace -r "$tmp/recording" --container cache --columns $columns >"$tmp/chosen"
expect_lines "$tmp/chosen" <<END
CAP_SYS_ADMIN cache $containerd containerd docker.io/library/redis:7 $pod
END
expect_lines "$tmp/wait" <<END
CAP_SYS_ADMIN web $docker docker nginx:1.27 -
END
for name in web mail cache; do
	expect_count "$tmp/json" "\"kind\":\"check\".*\"name\":\"$name\"" 1
done
expect_count "$tmp/json" "\"kind\":\"check\".*\"pod\":\"$pod\"" 1
