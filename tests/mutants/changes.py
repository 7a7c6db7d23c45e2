# SPDX-License-Identifier: MIT
"""Small changes of the texts that specs hold: numbers, ranges of bits, conditions, expressions."""
import re

WORD = re.compile(r"[a-z_][a-z0-9_]*")
NUMBER = re.compile(r"\b(?:0x[0-9a-fA-F_]+|0b[01_]+|[0-9]+)\b")
RANGE = re.compile(r"\[(\d+)(?:\.\.(\d+))?\]")


def value_of(literal):
    return int(literal.replace("_", ""), 0)


def spelled(value, like):
    """A number in the base and width of another one."""
    if like.startswith("0b"):
        return f"0b{value:0{len(like.replace('_', '')) - 2}b}"
    return hex(value) if like.startswith("0x") else str(value)


def numbers(text):
    """Each number of the text one larger; those in brackets are bits, for ranges()."""
    inside = [match.span() for match in RANGE.finditer(text)]
    for match in NUMBER.finditer(text):
        if any(start < match.start() < end for start, end in inside):
            continue
        more = spelled(value_of(match[0]) + 1, match[0])
        yield text[:match.start()] + more + text[match.end():]


def ranges(text):
    """Each bound of each [high..low], or [bit], one up and one down."""
    for match in RANGE.finditer(text):
        high = int(match[1])
        low = int(match[2] or high)
        for up, down in ((high + 1, low), (high - 1, low), (high, low + 1), (high, low - 1)):
            if up >= down >= 0:
                bits = f"{up}..{down}" if up != down else str(up)
                yield f"{text[:match.start()]}[{bits}]{text[match.end():]}"
        if not match[2]:
            yield f"{text[:match.start()]}[{high + 1}]{text[match.end():]}"


def names(text, others):
    """Each known name another one that fits in its place."""
    for match in WORD.finditer(text):
        for other in others.get(match[0], ())[:1]:
            yield text[:match.start()] + other + text[match.end():]


def expressions(text, others):
    yield from numbers(text)
    yield from ranges(text)
    yield from names(text, others)


def conditions(text, others):
    """A condition of a guard: its number, its field, and each member of a set left out."""
    yield from names(text, others)
    match = re.fullmatch(r"(.*) in \{(.*)\}", text)
    if not match:
        yield from numbers(text)
        return
    members = [member.strip() for member in match[2].split(",")]
    for index in range(len(members)):
        kept = members[:index] + members[index + 1:]
        yield f"{match[1]} in {{{', '.join(kept)}}}"


def places_of(text):
    """What a row is `at': a number one larger, or each end of a range one inwards or outwards."""
    ends = [value_of(end) for end in text.split("..")]
    like = text.split("..")[0].strip()
    if len(ends) == 1:
        yield spelled(ends[0] + 1, like)
        return
    low, high = ends
    for first, last in ((low + 1, high), (low, high - 1), (low - 1, high), (low, high + 1)):
        if 0 <= first <= last:
            yield f"{spelled(first, like)}..{spelled(last, like)}"


def following(value, among):
    """The entry after value, around the end; None when there is no other."""
    ordered = list(among)
    if value not in ordered or len(ordered) < 2:
        return None
    return ordered[(ordered.index(value) + 1) % len(ordered)]
