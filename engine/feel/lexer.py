"""From a FEEL text to tokens for the parser; here names with blanks and the three meanings of `[` are told apart.

A square bracket begins a list or range, a filter, or (as in `]1..5[`) ends or begins an open range. Which one it is
follows from what stands before it, so that the grammar itself needs to look one token ahead only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lark import Token

from engine.feel.errors import FeelSyntaxError, Words
from engine.feel.limits import max_text

_reserved = "if then else for in return satisfies instance of between and or function"
keywords = {word: f"_{word.upper()}" for word in _reserved.split()} | {
    "true": "TRUE",
    "false": "FALSE",
    "null": "NULL",
    "some": "SOME",
    "every": "EVERY",
}
signs = {
    "..": "_DOTDOT", "**": "POWER", "!=": "NE", "<=": "LE", ">=": "GE", "->": "_ARROW", "=": "EQ", "<": "LT",
    ">": "GT", "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", ",": "_COMMA", ":": "_COLON", ".": "_DOT",
    "{": "_LBRACE", "}": "_RBRACE", "?": "QUESTION", "(": "_LPAR", ")": "_RPAR", "[": "_LIST", "]": "_RSQB",
}  # fmt: skip
word = r"[^\W\d][\w\u0300-\u036f\u064b-\u065f\u0670]*(?:[\u200c\u200d][\w\u0300-\u036f\u064b-\u065f\u0670]+)*"
blank = r"(?>\s|//[^\n]*(?:\n|$)|/\*.*?\*/)"  # Atomic: a comment ends at its first end, and is not tried longer
scanner = re.compile(
    rf"(?P<blank>{blank}++)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![\w]))"
    r'|(?P<at>@\s*"[^"\\\n]*")'
    r'|(?P<string>"(?:[^"\\\n\r]|\\.)*")'
    rf"|(?P<word>{word})"
    r"|(?P<sign>\.\.|\*\*|!=|<=|>=|->|[-=<>+*/,:.{}?()\[\]])",
    re.DOTALL,
)
key = re.compile(rf"(?P<key>{word}(?:\s+{word})*)\s*:")
_values = "NUMBER STRING TEMPORAL NAME TRUE FALSE NULL QUESTION _RPAR _RSQB _CLOSER _RBRACE"
operands = frozenset(_values.split())
type_words = ("days and time duration", "years and months duration", "date and time")
property_words = ("time offset", "start included", "end included")
_call = re.compile(rf"{blank}*+\(")
_follows_value = re.compile(
    rf"{blank}*+(?:(?:and|or|then|else|return|satisfies|in|between|instance)\b|[^\w\"@(\[{{?.-]|$)", re.DOTALL
)


def phrase(names: Collection[str], behind: str = r"(?![\w\u200c])") -> re.Pattern[str] | None:
    """Return a pattern of all `names`, longest first, any white space standing for a blank."""
    ordered = sorted(names, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, name.split())) for name in ordered)
    return re.compile(f"(?:{alternatives}){behind}") if alternatives else None


types, properties = phrase(type_words), phrase(property_words)


class Lexer:
    """One pass over one text; `tokens()` yields them or raises `FeelSyntaxError`."""

    def __init__(self, text: str, names: Collection[str], functions: Collection[str], tests: bool = False) -> None:
        self.text = text
        self.tests = tests
        self.known = {name for name in names if name.strip() and not re.fullmatch(word, name)}
        self.names = phrase(self.known)
        self.functions = phrase([name for name in functions if " " in name], rf"(?={blank}*+\()")
        self.at, self.line, self.line_start = 0, 1, 0
        self.before, self.open, self.in_type = "", [""], False
        if len(text) > max_text:
            self.refuse(Words("at most 20,000 characters", "حداکثر ۲۰٬۰۰۰ نویسه"), str(len(text)))

    def refuse(self, expected: Words, found: str) -> None:
        """Raise `FeelSyntaxError` for the place where the lexer stands."""
        column = self.at - self.line_start + 1
        raise FeelSyntaxError(line=self.line, column=column, expected=expected, found=Words(found, found))

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens in order, blanks and comments left out."""
        while self.at < len(self.text):
            kind, text = self.next()
            if kind:
                token = Token(kind, text, self.at, self.line, self.at - self.line_start + 1)
                self.remember(kind)
                yield token
            self.move(text)

    def move(self, text: str) -> None:
        """Step over `text`, counting lines."""
        if "\n" in text:
            self.line += text.count("\n")
            self.line_start = self.at + text.rindex("\n") + 1
        self.at += len(text)

    def next(self) -> tuple[str, str]:
        """Return kind and text of the next token; no kind for what is blank."""
        if found := self.key() or self.phrase():
            return found
        match = scanner.match(self.text, self.at)
        if match is None:
            self.refuse(Words("a value, a name or a sign", "یک مقدار، نام یا نشانه"), repr(self.text[self.at :][:12]))
        assert match is not None
        kind, text = str(match.lastgroup), match[0]
        if kind == "word" and text == "not" and self.tests and not self.before:
            return ("_NOT" if _call.match(self.text, match.end()) else "NAME"), text
        if kind == "word":
            as_name = self.before == "_DOT" or (self.in_type and text in ("function", "null"))
            return "NAME" if as_name else keywords.get(text, "NAME"), text
        if kind == "sign":
            return self.bracket(text) or signs[text], text
        return {"blank": "", "at": "TEMPORAL"}.get(kind, kind.upper()), text

    def key(self) -> tuple[str, str] | None:
        """Return the name before a colon, of a context's entry or a function's argument."""
        if (self.open[-1], self.before) not in _before_keys:
            return None
        found = key.match(self.text, self.at)
        if found is None:
            return None
        if " " in found["key"] and self.open[-1] == "_LBRACE":
            self.known.add(found["key"])
            self.names = phrase(self.known)
        return "KEY", found["key"]

    def phrase(self) -> tuple[str, str] | None:
        """Return a name of several words that is known here."""
        patterns = (
            self.names,
            self.functions if self.before != "_DOT" else properties,
            types if self.in_type else None,
        )
        for pattern in patterns:
            found = pattern.match(self.text, self.at) if pattern else None
            if found:
                return "NAME", found[0]
        return None

    def bracket(self, text: str) -> str | None:
        """Return the kind of a bracket that has several; None for any other sign."""
        after_value = self.before in operands
        if text == "(":
            return "_CALL" if after_value else "_LPAR"
        if text == "[" and after_value:
            closes = self.open[-1] == ".." and _follows_value.match(self.text, self.at + 1)
            return "_CLOSER" if closes else "_FILTER"
        if text == "]" and not after_value and self.before != "_LIST":
            return "_OPENER"
        return None

    def remember(self, kind: str) -> None:
        """Keep what the meaning of the next token depends on."""
        if kind in ("_LPAR", "_CALL", "_LIST", "_FILTER", "_OPENER", "_LBRACE"):
            self.open.append("parameters" if self.before == "_FUNCTION" else kind)
        elif kind == "_DOTDOT" and self.open[-1] in ("_LPAR", "_LIST", "_OPENER"):
            self.open[-1] = ".."
        elif kind in ("_RPAR", "_RSQB", "_CLOSER", "_RBRACE"):
            closed = self.open.pop() if len(self.open) > 1 else ""
            kind = "parameters" if closed == "parameters" else kind
        self.in_type = (
            kind == "_OF"
            or (kind in ("LT", "_COMMA", "_COLON", "_ARROW", "NAME", "GT") and self.in_type)
            or (kind == "_COLON" and self.open[-1] == "parameters")
        )
        self.before = kind


_before_keys = {("_LBRACE", "_LBRACE"), ("_LBRACE", "_COMMA"), ("_CALL", "_CALL"), ("_CALL", "_COMMA")}
escape = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
escapes = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def unquoted(literal: str) -> str:
    """Return what a string literal says; raise ValueError for an escape that FEEL doesn't have."""

    def one(found: re.Match[str]) -> str:
        if code := found[1] or found[2]:
            return chr(int(code, 16))
        if found[3] not in escapes:
            raise ValueError(found[0])
        return escapes[found[3]]

    # \uD83D\uDE00 is how a character beyond 16 bits may be written: two halves become one, a lonely half is refused.
    text = escape.sub(one, literal[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16")
