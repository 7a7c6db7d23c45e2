/* SPDX-License-Identifier: MIT */
/* Runs the back end that a page shows: BACK_END is its file, which defines `config'. */
#include <stdio.h>
#include BACK_END

static int failed(void)
{
	char message[160];

	axvcpu_error_message(message, sizeof message);
	fprintf(stderr, "%s\n", message);
	return 1;
}

int main(void)
{
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;

	if (axvcpu_create(&config, &vcpu) || axvcpu_setup(vcpu, 0, NULL, NULL) ||
	    axvcpu_bind(vcpu))
		return failed();
	for (int runs = 0; runs < 100; runs++) {
		if (axvcpu_run(vcpu, &exit))
			return failed();
		puts(axvcpu_exit_name(exit->reason));
		if (exit->reason == AXVCPU_EXIT_SYSTEM_DOWN)
			return axvcpu_unbind(vcpu) || axvcpu_destroy(vcpu) ? failed() : 0;
	}
	return 1;
}
