/* SPDX-License-Identifier: MIT */
/* Exits by count and time, when a run is over and its threads have ended. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>

#include <json.h>

#include "statistics.h"

/* All harts together; what a record holds beside sums is left out. */
static struct record sum(const struct machine *machine)
{
	struct record all = { .total = 0 };

	for (uint32_t i = 0; i < machine->count; i++) {
		const struct record *one = &machine->harts[i].record;

		all.total += one->total;
		all.guest_nanoseconds += one->guest_nanoseconds;
		all.instructions += one->instructions;
		for (size_t j = 0; j < AXVCPU_EXIT_REASONS; j++) {
			all.exits[j].count += one->exits[j].count;
			all.exits[j].nanoseconds += one->exits[j].nanoseconds;
		}
	}
	return all;
}

static uint64_t mean(uint64_t total, uint64_t count)
{
	return count ? total / count : 0;
}

static uint64_t handling(const struct record *all)
{
	uint64_t total = 0;

	for (size_t i = 0; i < AXVCPU_EXIT_REASONS; i++)
		total += all->exits[i].nanoseconds;
	return total;
}

static void print_row(const char *name, uint64_t count, uint64_t nanoseconds)
{
	fprintf(stderr, "%-18s %10" PRIu64 " %14" PRIu64 " %12" PRIu64 "\n", name, count,
		nanoseconds, mean(nanoseconds, count));
}

/* The reason that is most frequent among those not yet printed, or one that never was. */
static size_t most_frequent(const struct record *all, const bool *printed)
{
	size_t most = 0;

	while (most + 1 < AXVCPU_EXIT_REASONS && printed[most])
		most++;
	for (size_t i = most; i < AXVCPU_EXIT_REASONS; i++)
		if (!printed[i] && all->exits[i].count > all->exits[most].count)
			most = i;
	return most;
}

static void print_rows(const struct record *all)
{
	bool printed[AXVCPU_EXIT_REASONS] = { false };

	for (size_t i = most_frequent(all, printed); all->exits[i].count && !printed[i];
	     i = most_frequent(all, printed)) {
		print_row(axvcpu_exit_name((enum axvcpu_exit_reason)i), all->exits[i].count,
			  all->exits[i].nanoseconds);
		printed[i] = true;
	}
}

static void print_table(const struct machine *machine, const struct record *all)
{
	fprintf(stderr, "\n%-18s %10s %14s %12s\n", "exit", "count", "total ns", "mean ns");
	print_rows(all);
	print_row("all", all->total, handling(all));
	fprintf(stderr, "%" PRIu32 " virtual CPU%s, %" PRIu64 " instructions, %" PRIu64
		" ns in the guest\n", machine->count, machine->count == 1 ? "" : "s",
		all->instructions, all->guest_nanoseconds);
}

static void add(struct json_object *object, const char *name, uint64_t value)
{
	json_object_object_add(object, name, json_object_new_int64((int64_t)value));
}

static struct json_object *row_json(uint64_t count, uint64_t nanoseconds)
{
	struct json_object *row = json_object_new_object();

	add(row, "count", count);
	add(row, "total_ns", nanoseconds);
	add(row, "mean_ns", mean(nanoseconds, count));
	return row;
}

static void print_json(const struct machine *machine, const struct record *all)
{
	struct json_object *object = json_object_new_object();
	struct json_object *exits = json_object_new_object();

	for (size_t i = 0; i < AXVCPU_EXIT_REASONS; i++)
		if (all->exits[i].count)
			json_object_object_add(exits, axvcpu_exit_name((enum axvcpu_exit_reason)i),
					       row_json(all->exits[i].count, all->exits[i].nanoseconds));
	json_object_object_add(object, "exits", exits);
	json_object_object_add(object, "all", row_json(all->total, handling(all)));
	add(object, "vcpus", machine->count);
	add(object, "instructions", all->instructions);
	add(object, "guest_ns", all->guest_nanoseconds);
	fprintf(stderr, "%s\n", json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN));
	json_object_put(object);
}

void statistics_print(const struct machine *machine)
{
	struct record all = sum(machine);

	if (machine->options->statistics == FORMAT_TEXT)
		print_table(machine, &all);
	if (machine->options->statistics == FORMAT_JSON)
		print_json(machine, &all);
}
