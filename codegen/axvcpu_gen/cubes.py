# SPDX-License-Identifier: MIT
"""Value/mask cubes over named words: what a row's conditions select, decided bit by bit.

A cube maps the name of a word to (mask, value): the bits of mask have the bits of value, all
others are free. The empty mapping is everything.
"""


def meet(one, other):
    """The cube in both, or None."""
    result = dict(one)
    for word, (mask, value) in other.items():
        known, bits = result.get(word, (0, 0))
        if (bits ^ value) & known & mask:
            return None
        result[word] = (known | mask, bits | value)
    return result


def meets(cubes, others):
    """The cubes in some of the one and some of the other."""
    found = (meet(one, other) for one in cubes for other in others)
    return [cube for cube in found if cube is not None]


def minus(cube, other):
    """Cubes that together are cube without other."""
    if meet(cube, other) is None:
        return [cube]
    rest, inside = [], dict(cube)
    for word, (mask, value) in sorted(other.items()):
        for bit in _bits(mask & ~inside.get(word, (0, 0))[0]):
            known, bits = inside.get(word, (0, 0))
            rest.append({**inside, word: (known | bit, bits | (~value & bit))})
            inside[word] = (known | bit, bits | (value & bit))
    return rest


def without(cubes, others):
    """What of cubes is in none of the others."""
    for other in others:
        cubes = [part for cube in cubes for part in minus(cube, other)]
    return cubes


def _bits(mask):
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def prefixes(low, high, width):
    """(mask, value) pairs that together are the range low to high of width bits."""
    full = (1 << width) - 1
    while low <= high:
        size = low & -low if low else 1 << width
        while low + size - 1 > high:
            size >>= 1
        yield full & ~(size - 1), low
        low += size


def of_field(ranges, mask, value):
    """The cube of a field, given as (word, high, low) from the top, whose bits are these."""
    cube, below = {}, sum(high - low + 1 for _, high, low in ranges)
    for word, high, low in ranges:
        width = high - low + 1
        below -= width
        part = (((mask >> below) & ((1 << width) - 1)) << low,
                ((value >> below) & ((1 << width) - 1)) << low)
        cube = meet(cube, {word: part})
        if cube is None:
            return None
    return cube


def value_in(cube, ranges):
    """A value that a field takes inside a cube: free bits are 0."""
    value = 0
    for word, high, low in ranges:
        bits = cube.get(word, (0, 0))[1]
        value = value << (high - low + 1) | (bits >> low) & ((1 << (high - low + 1)) - 1)
    return value
