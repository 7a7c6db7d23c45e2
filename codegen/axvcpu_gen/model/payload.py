# SPDX-License-Identifier: MIT
"""The values that rows give to payload fields: known names, right types, none missing."""
from .. import expr
from ..diagnostics import suggestion
from ..shape import Text
from ..source import Scalar, Sequence
from . import typed
from .exits import INTEGERS, UNKNOWN

TRUTH = {"true": 1, "false": 0}


class Payloads:
    """Reads the values of 'set' against the fields of an exit."""

    def __init__(self, scope, report):
        self.scope = scope
        self.report = report

    def setting(self, payload, exit, name, node):
        field = next((f for f in exit.fields if f.name == name), None)
        if field is None:
            self.report.error(name.pos, f"exit '{exit.name}' has no field '{name}'",
                              hint=suggestion(name, [f.name for f in exit.fields]),
                              note=(exit.name.pos, "the exit is declared here"))
            return
        payload[str(name)] = self._value(field, node)

    def _value(self, field, node):
        if field.count > 1:
            return self._array(field, node)
        if not isinstance(node, Scalar):
            self.report.error(node.pos, f"field '{field.name}' holds one value")
            return None
        text = Text(node.text, node)
        if field.enum:
            return self._chosen(field, text) if "(" in text else self._enumerator(field, text)
        return self._sized(field, text)

    def _array(self, field, node):
        if not isinstance(node, Sequence) or len(node.items) != field.count:
            self.report.error(node.pos, f"field '{field.name}' holds a list of {field.count}")
            return None
        parts = [self._sized(field, Text(item.text, item)) for item in node.items]
        return None if None in parts else typed.Listed(tuple(parts))

    def _enumerator(self, field, text):
        names = [str(value.name) for value in field.enum.values]
        if text not in names:
            self.report.unknown(text, f"value of '{field.enum.name}'", names,
                                note=(field.enum.name.pos, "its values are declared here"))
            return None
        return typed.Enumerator(str(field.enum.name), str(text))

    def _chosen(self, field, text):
        """One of two names, by a bit."""
        tree = expr.call(text.node, self.report)
        if tree is None:
            return None
        names = [part for part in tree.arguments[1:] if isinstance(part, expr.Name)]
        if tree.function != "choose" or len(tree.arguments) != 3 or len(names) != 2:
            self.report.error(text.pos, f"field '{field.name}' takes a name, or choose(bit, name, "
                              "name)")
            return None
        named = [self._enumerator(field, Text(part.name, part)) for part in names]
        return None if None in named else self.scope.chosen(tree, *named)

    def _sized(self, field, text):
        if field.base == "bool" and text in TRUTH:
            return typed.Const(TRUTH[text], 1)
        if text == UNKNOWN and field.count == 1:
            return typed.Unknown()
        tree = self.scope.expression(text)
        if tree is not None and tree.width > INTEGERS[field.base]:
            self.report.error(text.pos, f"this has {tree.width} bits, field '{field.name}' "
                              f"holds {INTEGERS[field.base]}",
                              note=(field.type.pos, "its type is declared here"))
            return None
        return tree

    def complete(self, row):
        """An error for the fields that are neither set nor have a default."""
        missing = [str(field.name) for field in row.exit.fields
                   if str(field.name) not in row.payload and field.default is None]
        if missing:
            self.report.error(row.pos, f"row '{row.name}' leaves {', '.join(missing)} of exit "
                              f"'{row.exit.name}' without a value",
                              note=(row.exit.name.pos, "the exit is declared here"))

    def handled(self, exit, entry):
        """The payload of a call that is answered inside."""
        cause = exit and next((f for f in exit.fields if f.name == "cause" and f.enum), None)
        if cause is None or "handled" not in [value.name for value in cause.enum.values]:
            self.report.error(entry.answer.pos, "an answer needs the exit 'nothing' "
                              "with the cause 'handled'")
            return {}
        return {"cause": typed.Enumerator(str(cause.enum.name), "handled")}
