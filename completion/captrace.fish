# SPDX-License-Identifier: GPL-2.0-only
#
# Completion of captrace(8) for fish.

# Options that take the next word.
set -l with_value -p --pid --tree --cgroup --unit --container --pidns --userns --uid \
	-c --capability -u --user --caps --by --profile --phase --verify --about --columns \
	--time -w --write -r --read -o --output -A --append --buffer

function __captrace_capabilities
	captrace --about list 2>/dev/null | string match -r '^CAP_[A-Z_]+' | string replace CAP_ '' | string lower
end

function __captrace_names
	captrace $argv list 2>/dev/null | string match -r '^[a-z-]+'
end

# What follows the options are recordings.
function __captrace_reads
	__fish_contains_opt -s r read diff
end

complete -c captrace -n 'not __captrace_reads' -x -a "(__fish_complete_subcommand $with_value)"
complete -c captrace -n __captrace_reads -F

complete -c captrace -s h -l help -d 'Print the usage'
complete -c captrace -s V -l version -d 'Print the version'
complete -c captrace -s p -l pid -x -a '(__fish_complete_list , __fish_complete_pids)' -d 'These processes'
complete -c captrace -l tree -x -a '(__fish_complete_list , __fish_complete_pids)' -d 'These processes with all their descendants'
complete -c captrace -s f -l follow -d 'The children too'
complete -c captrace -l cgroup -r -d 'Processes in this control group'
complete -c captrace -l unit -x -a '(systemctl list-units --plain --no-legend 2>/dev/null | string match -r "^\S+")' -d 'Processes of this systemd unit'
complete -c captrace -l container -x -a '(docker ps --format "{{.Names}}" 2>/dev/null; podman ps --format "{{.Names}}" 2>/dev/null)' -d 'Processes of this container'
complete -c captrace -l pidns -x -a '(__fish_complete_list , __fish_complete_pids)' -d 'Processes in the pid namespace of a process'
complete -c captrace -l userns -x -a '(__fish_complete_list , __fish_complete_pids)' -d 'Processes in the user namespace of a process'
complete -c captrace -l uid -x -a '(__fish_complete_list , __fish_complete_users)' -d 'Processes of these users'
complete -c captrace -l wait -d 'Control group, unit or container will come later'
complete -c captrace -s c -l capability -x -a '(__fish_complete_list , __captrace_capabilities)' -d 'Only checks for these'
complete -c captrace -l denied -d 'Only what is denied'
complete -c captrace -l granted -d 'Only what is granted'
complete -c captrace -l lsm -d 'Ask all security modules'
complete -c captrace -s v -l verbose -d 'Show the hidden checks too'
complete -c captrace -s u -l user -x -a '(__fish_complete_users)' -d 'Start the command as this user'
complete -c captrace -l caps -x -a '(__fish_complete_list , __captrace_capabilities)' -d 'Start the command with exactly these'
complete -c captrace -l no-new-privs -d 'Start the command without gaining privileges'
complete -c captrace -s s -l summary -d 'Print a table at the end'
complete -c captrace -l by -x -a 'process exe syscall container unit user stack' -d 'A table or profile for each'
complete -c captrace -l profile -x -a 'list (__captrace_names --profile)' -d 'Print the profile that fits'
complete -c captrace -l explain -d 'Say why each line of a profile is there'
complete -c captrace -l phase -x -a '(__fish_complete_list , "printf %s\\\\n init steady")' -d 'Only what happened in these phases'
complete -c captrace -l excess -d 'Compare what processes hold with what they used'
complete -c captrace -l verify -r -a '(__fish_complete_list , __captrace_capabilities)' -d 'Start the command with what is needed'
complete -c captrace -l diff -d 'Compare what two recordings need'
complete -c captrace -l about -x -a 'list (__fish_complete_list , __captrace_capabilities)' -d 'Explain these capabilities'
complete -c captrace -l outcome -d 'Tell what became of denied calls'
complete -c captrace -l columns -x -a '(__fish_complete_list , "__captrace_names --columns")' -d 'The fields of a line'
complete -c captrace -s H -l header -d 'Name the fields in a first line'
complete -c captrace -l time -x -a 'mono wall delta' -d 'How times are written'
complete -c captrace -l unique -f -a 'process exe container' -d 'Only the first of the same'
complete -c captrace -s K -l kernel-stack -d 'Print the stack of the kernel'
complete -c captrace -s U -l user-stack -d 'Print the stack of the program'
complete -c captrace -l folded -d 'Count stacks at the end'
complete -c captrace -l json -d 'Print objects of JSON'
complete -c captrace -s w -l write -r -d 'Record everything'
complete -c captrace -s r -l read -r -d 'Show recordings'
complete -c captrace -s o -l output -r -d 'Write into this file'
complete -c captrace -s A -l append -r -d 'Write behind what this file holds'
complete -c captrace -l buffer -x -d 'Room for so many records on each CPU'
complete -c captrace -l strict -d 'Fail if anything was lost'
