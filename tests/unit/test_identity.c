// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "identity.h"
#include "unit.h"

#define A   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define UID "0a1b2c3d-0000-1111-2222-333344445555"

static void is(const char *known, const char *expected)
{
	if (!expected) {
		assert_null(known);
		return;
	}
	assert_non_null(known);
	assert_string_equal(known, expected);
}

static void a_path_says_it_all(void **state)
{
	struct identity identity = { NULL };
	struct names names;

	(void)state;
	identity_read(&identity,
		      "/kubelet.service/kubepods/pod" UID "/crio-" A "/x");
	identity_names(&identity, &names);
	is(names.unit, "kubelet.service");
	is(names.runtime, "cri-o");
	is(names.container_id, A);
	is(names.container, A);
	is(names.image, NULL);
	is(names.pod, UID);
	identity_clear(&identity);
	identity_names(&identity, &names);
	is(names.unit, NULL);
	is(names.container, NULL);
}

static void names_are_unescaped_and_units_are_not(void **state)
{
	struct identity identity = { NULL };
	struct names names;

	(void)state;
	identity_read(&identity, "/machine.slice/machine-a\\x2db.scope/x");
	identity_names(&identity, &names);
	is(names.unit, "machine-a\\x2db.scope");
	is(names.container_id, "a-b");
	is(names.container, "a-b");
	assert_null(identity_id(&identity));
	identity_clear(&identity);
}

static void bytes_stay_what_they_are(void **state)
{
	struct identity identity = { NULL };
	struct names names;

	(void)state;
	identity_read(&identity, "/lxc.payload.\xff\x1b[2J\n/init.scope");
	identity_names(&identity, &names);
	is(names.container, "\xff\x1b[2J\n");
	is(names.unit, NULL);
	identity_clear(&identity);
}

static void what_is_told_first_stays(void **state)
{
	struct identity identity = { NULL };
	struct names names;

	(void)state;
	identity_tell(&identity, RECORD_NAME_CONTAINER, NULL);
	identity_tell(&identity, RECORD_NAME_CONTAINER, "");
	identity_names(&identity, &names);
	is(names.container, NULL);
	identity_tell(&identity, RECORD_NAME_CONTAINER, "web");
	identity_tell(&identity, RECORD_NAME_CONTAINER, "other");
	identity_tell(&identity, RECORD_NAME_CONTAINER_ID, A);
	identity_names(&identity, &names);
	is(names.container, "web");
	is(names.container_id, A);
	is(identity_id(&identity), A);
	identity_clear(&identity);
}

static void a_recording_counts_most(void **state)
{
	struct identity identity = { NULL };
	struct names names;

	(void)state;
	identity_record(&identity, RECORD_NAME_RUNTIME, "r");
	identity_read(&identity, "/docker/" A);
	identity_record(&identity, RECORD_NAME_CONTAINER_ID, "i");
	identity_record(&identity, RECORD_NAME_CONTAINER, "a");
	identity_record(&identity, RECORD_NAME_CONTAINER, "b");
	identity_record(&identity, RECORD_NAME_CONTAINER, "");
	identity_names(&identity, &names);
	is(names.runtime, "r");
	is(names.container_id, "i");
	is(names.container, "b");
	identity_clear(&identity);
}

static void a_recording_may_say_anything(void **state)
{
	struct identity identity = { NULL };

	(void)state;
	identity_record(&identity, 0, "x");
	identity_record(&identity, RECORD_NAME_POD + 1, "x");
	identity_record(&identity, UINT32_MAX, "x");
	assert_null(identity.unit);
	assert_null(identity.names[0]);
	identity_clear(&identity);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_says_it_all),
		cmocka_unit_test(names_are_unescaped_and_units_are_not),
		cmocka_unit_test(bytes_stay_what_they_are),
		cmocka_unit_test(what_is_told_first_stays),
		cmocka_unit_test(a_recording_counts_most),
		cmocka_unit_test(a_recording_may_say_anything),
	};

	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
