# SPDX-License-Identifier: MIT
"""Every public enum."""
from types import SimpleNamespace


def value(prefix, entry, number=None):
    return SimpleNamespace(c=f"{prefix}_{entry.name}".upper(), name=str(entry.name),
                           doc=str(entry.doc), where=entry.pos.cite,
                           value=int(entry.value if number is None else number))


def fixed(c, name, doc, number):
    """A value that no row has."""
    return SimpleNamespace(c=c, name=name, doc=doc, where=None, value=number)


def enum(name, doc, prefix, values, where=None, file=None):
    return SimpleNamespace(name=name, tag=f"axvcpu_{name}", doc=doc, prefix=prefix,
                           values=values, where=where, file=file)


def plain(name, doc, prefix, entries):
    return enum(name, doc, prefix, [value(prefix, entry) for entry in entries])


def lifecycle(model):
    state = plain("state", "The states of a vCPU.", "axvcpu_state", model.states)
    events = [value("axvcpu_event", event, index) for index, event in enumerate(model.events)]
    event = enum("event", "What moves a vCPU from state to state.", "axvcpu_event", events)
    policy = plain("policy", "What a step out of order does.", "axvcpu_policy", model.policies)
    return SimpleNamespace(state=state, event=event, policy=policy)


def status(model):
    return enum("status", str(model.doc), "axvcpu",
                [value("axvcpu", entry) for entry in model.statuses])


def exit_values(model):
    """The enums that payload fields take."""
    return [enum(str(e.name), str(e.doc), f"axvcpu_{e.name}",
                 [value(f"axvcpu_{e.name}", entry) for entry in e.values], e.pos.cite)
            for e in model.enums]


def exit_reasons(model):
    reasons = [value("axvcpu_exit", entry) for entry in model.exits]
    made = enum("exit", str(model.doc), "axvcpu_exit", reasons)
    made.tag = "axvcpu_exit_reason"
    return made


def asynchronous_exits(model):
    return [value("axvcpu_exit", entry) for entry in model.exits if entry.by]


def arches(models):
    custom = fixed("AXVCPU_ARCH_CUSTOM", "custom", "A caller's own back end.", 0)
    values = [SimpleNamespace(c=f"AXVCPU_ARCH_{m.arch}".upper(), name=str(m.arch),
                              doc=str(m.doc), where=m.pos.cite, value=int(m.value))
              for m in sorted(models, key=lambda m: m.value)]
    return enum("arch", "Instruction sets of guests.", "axvcpu_arch", [custom, *values])


def backends(models):
    default = fixed("AXVCPU_BACKEND_DEFAULT", "default",
                    "The best one that this build and this machine have.", 0)
    values = [SimpleNamespace(c=f"AXVCPU_BACKEND_{m.backend}".upper(), name=str(m.backend),
                              doc=str(m.doc), where=m.pos.cite, value=int(m.value))
              for m in sorted(models, key=lambda m: m.value)]
    return enum("backend", "Ways to run a guest.", "axvcpu_backend", [default, *values])
