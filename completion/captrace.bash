# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2207 # as bash-completion does it
#
# Completion of captrace(8) for bash, by way of bash-completion.

# These words, behind those of a list with commas that are there already.
_captrace_list() {
	local word=${cur##*,} sign=

	[[ $word != -* ]] || sign=-
	COMPREPLY=($(compgen -P "${cur%"$word"}$sign" -W "$*" -- "${word#-}"))
}

# Without CAP_ unless that is how the word begins.
_captrace_capabilities() {
	local word=${cur##*,} names

	names=$("$captrace" --about list 2>/dev/null | sed -n 's/^CAP_\([A-Z_]*\).*/\1/p')
	if [[ ${word#-} == C* ]]; then
		names=$(compgen -P CAP_ -W "$names")
	else
		names=${names,,}
	fi
	_captrace_list "$@" "$names"
}

# _captrace_names OPTION: what the program itself lists.
_captrace_names() {
	"$captrace" "$1" list 2>/dev/null | cut -d ' ' -f 1
}

# The value of an option, if $prev is one that takes a value.
_captrace_value() {
	case $prev in
	-p | --pid | --tree | --pidns | --userns)
		_captrace_list "$(cd /proc && printf '%s\n' [0-9]*)" ;;
	--cgroup | -w | --write | -r | --read | -o | --output | -A | --append)
		_filedir ;;
	--unit)
		_captrace_list "$(systemctl list-units --plain --no-legend 2>/dev/null | cut -d ' ' -f 1)" ;;
	--container)
		_captrace_list "$({ docker ps --format '{{.Names}}'; podman ps --format '{{.Names}}'; } 2>/dev/null)" ;;
	-u | --user | --uid)
		_captrace_list "$(compgen -u)" ;;
	-c | --capability | --caps)
		_captrace_capabilities all none ;;
	--about)
		_captrace_capabilities all list ;;
	--verify)
		_captrace_capabilities none
		[[ $cur == *,* ]] || COMPREPLY+=($(compgen -f -- "$cur")) ;;
	--columns)
		_captrace_list list "$(_captrace_names --columns)" ;;
	--profile)
		COMPREPLY=($(compgen -W "list $(_captrace_names --profile)" -- "$cur")) ;;
	--by)
		COMPREPLY=($(compgen -W 'process exe syscall container unit user stack' -- "$cur")) ;;
	--phase)
		_captrace_list init steady ;;
	--time)
		COMPREPLY=($(compgen -W 'mono wall delta' -- "$cur")) ;;
	--unique)
		# Its value can only be behind a '='.
		$split || return 1
		COMPREPLY=($(compgen -W 'process exe container' -- "$cur")) ;;
	--buffer) ;;
	*)
		return 1 ;;
	esac
	return 0
}

# Where the first word is that is no option nor a value of one, if any.
_captrace_operand() {
	local i

	for ((i = 1; i < cword; i++)); do
		case ${words[i]} in
		--)
			echo $((i + 1))
			return ;;
		-p | --pid | --tree | --pidns | --userns | --cgroup | --unit | --container | --uid | \
			-c | --capability | -u | --user | --caps | --by | --profile | --phase | --verify | \
			--about | --columns | --time | -w | --write | -r | --read | -o | --output | \
			-A | --append | --buffer)
			((i++)) ;;
		-*) ;;
		*)
			echo "$i"
			return ;;
		esac
	done
	((i > cword)) || [[ ${words[cword]} == -* ]] || echo "$i"
}

_captrace() {
	local cur prev words cword split captrace=$1 operand

	_init_completion -s || return
	operand=$(_captrace_operand)
	if [[ ! $operand ]]; then
		_captrace_value && return
		COMPREPLY=($(compgen -W '-h --help -V --version -p --pid --tree -f --follow --cgroup
			--unit --container --pidns --userns --uid --wait -c --capability --denied
			--granted --lsm -v --verbose -u --user --caps --no-new-privs -s --summary --by
			--profile --explain --phase --excess --verify --diff --about --outcome --columns
			-H --header --time --unique -K --kernel-stack -U --user-stack --folded --json
			-w --write -r --read -o --output -A --append --buffer --strict' -- "$cur"))
	elif [[ " ${words[*]:0:operand} " =~ \ (-[A-Za-z]*r|--read|--read=.*|--diff)\  ]]; then
		_filedir
	else
		_command_offset "$operand"
	fi
} && complete -F _captrace captrace
