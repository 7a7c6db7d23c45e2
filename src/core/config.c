/* SPDX-License-Identifier: MIT */
/* What a configuration means, and what is wrong with one. */
#include <axvcpu/names.h>

#include "vcpu.h"

/* Words in an affinity set: 4 million CPUs. */
#define CPU_SET_WORDS_MAX 65536u

/* A larger structure is a newer caller's: what this library does not know must be zero. */
static bool size_fits(const void *structure, size_t size, size_t known)
{
	const unsigned char *bytes = structure;

	if (size < known || size > 4096)
		return false;
	for (size_t i = known; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static const char *config_fault(const struct axvcpu_config *config)
{
	if (!config)
		return "config is null";
	if (!size_fits(config, config->size, sizeof(*config)))
		return "config.size is not of this library";
	if (config->policy > AXVCPU_POLICY_LENIENT)
		return "config.policy is unknown";
	if (config->cpu_set.count > CPU_SET_WORDS_MAX)
		return "config.cpu_set is too large";
	if (config->cpu_set.count && !config->cpu_set.words)
		return "config.cpu_set has a count and no words";
	if (config->ops && config->ops->size < sizeof(*config->ops))
		return "config.ops.size is not of this library";
	if (config->ops && (!config->ops->run || !config->ops->name))
		return "config.ops lacks run or name";
	return NULL;
}

static enum axvcpu_status check_config(const char *call, const struct axvcpu_config *config)
{
	const char *wrong = config_fault(config);

	return wrong ? axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, wrong) : AXVCPU_OK;
}

static const struct axvcpu_backend_info *find_backend(const struct axvcpu_config *config)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);
	const struct axvcpu_backend_info *named = NULL;

	for (; count--; info++) {
		bool fits = info->arch == config->arch &&
			(!config->backend || config->backend == info->backend);

		if (fits && info->ops)
			return info;
		if (fits && !named)
			named = info;
	}
	return named;
}

enum axvcpu_status axvcpu_resolve(const char *call, const struct axvcpu_config *config,
				  const struct axvcpu_ops **ops, enum axvcpu_arch *arch,
				  enum axvcpu_backend *backend)
{
	enum axvcpu_status status = check_config(call, config);
	const struct axvcpu_backend_info *info;

	if (status != AXVCPU_OK)
		return status;
	*arch = config->arch;
	*backend = AXVCPU_BACKEND_DEFAULT;
	*ops = config->ops;
	if (config->ops)
		return AXVCPU_OK;
	info = find_backend(config);
	if (!info)
		return axvcpu_refuse(call, AXVCPU_UNAVAILABLE, "no back end fits config.arch");
	if (!info->ops)
		return axvcpu_refuse(call, AXVCPU_UNAVAILABLE, info->why);
	*ops = info->ops;
	*backend = info->backend;
	return AXVCPU_OK;
}
