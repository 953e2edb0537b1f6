"""The grammar of FEEL for lark's LALR(1) parser, and from a text to its tree."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, Literal

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer as LarkLexer

from engine.feel.errors import FeelSyntaxError, Words
from engine.feel.lexer import Lexer, keywords, signs
from engine.feel.limits import max_nesting

Node = Tree[Token]
Start = Literal["expression", "tests"]
text_of_grammar = r"""
tests: test (_COMMA test)*
    | _NOT _LPAR test (_COMMA test)* _RPAR -> negated_tests
?test: expression | compared
compared: operator sum
!operator: EQ | NE | LT | LE | GT | GE

?expression: conjunction | conjunction (_OR conjunction)+ -> disjunction
?conjunction: comparison | comparison (_AND comparison)+
?comparison: sum
    | sum operator sum -> comparison
    | sum _BETWEEN sum _AND sum -> between
    | sum _IN sum -> within
    | sum _IN compared -> within
    | sum _IN _LPAR test (_COMMA test)+ _RPAR -> within
?sum: product | product ((PLUS | MINUS) product)+
?product: power | power ((STAR | SLASH) power)+
?power: negation | negation (POWER negation)+
?negation: instance | MINUS negation -> negation
?instance: postfix | instance _INSTANCE _OF type -> instance
?postfix: primary
    | postfix _DOT NAME -> path
    | postfix _FILTER expression _RSQB -> filter
    | postfix _CALL _RPAR -> call
    | postfix _CALL expression (_COMMA expression)* _RPAR -> call
    | postfix _CALL named (_COMMA named)* _RPAR -> call
named: KEY _COLON expression
?primary: NUMBER -> number
    | STRING -> string
    | TEMPORAL -> temporal
    | TRUE -> true
    | FALSE -> false
    | NULL -> null
    | NAME -> name
    | QUESTION -> question
    | _LPAR expression _RPAR
    | _LPAR compared _RPAR -> half_range
    | _LIST expression _DOTDOT expression range_end -> closed_range
    | (_LPAR | _OPENER) expression _DOTDOT expression range_end -> open_range
    | _LIST [expression (_COMMA expression)*] _RSQB -> list
    | _LBRACE [entry (_COMMA entry)*] _RBRACE -> context
    | _IF expression _THEN expression _ELSE expression -> if
    | _FOR iteration (_COMMA iteration)* _RETURN expression -> for
    | (SOME | EVERY) iteration (_COMMA iteration)* _SATISFIES expression -> quantified
    | _FUNCTION _LPAR [parameter (_COMMA parameter)*] _RPAR expression -> function
!range_end: _RSQB | _RPAR | _CLOSER
entry: (KEY | STRING) _COLON expression
iteration: NAME _IN expression [_DOTDOT expression]
parameter: NAME [_COLON type]
?type: NAME -> type
    | NAME LT [type (_COMMA type)*] GT -> type
    | NAME LT member (_COMMA member)* GT -> type
    | NAME LT [type (_COMMA type)*] GT _ARROW type -> function_type
member: NAME _COLON type
"""
_others = ("NUMBER", "STRING", "TEMPORAL", "NAME", "KEY", "_CALL", "_FILTER", "_CLOSER", "_OPENER", "_NOT")
_terminals = sorted({*signs.values(), *keywords.values(), *_others})
_readable = {
    "NUMBER": Words("a number", "یک عدد"),
    "STRING": Words("a text in quotes", "متنی میان گیومه"),
    "TEMPORAL": Words('a date or duration such as @"P1D"', 'تاریخ یا مدتی مانند @"P1D"'),
    "NAME": Words("a name", "یک نام"),
    "KEY": Words("a name with a colon", "نامی با دونقطه"),
    "$END": Words("the end", "پایان عبارت"),
    "_CALL": Words("(", "("),
    "_FILTER": Words("[", "["),
    "_CLOSER": Words("[", "["),
    "_OPENER": Words("]", "]"),
    "_NOT": Words("not", "not"),
}
_readable |= {kind: Words(f"‘{text}’", f"«{text}»") for text, kind in {**signs, **keywords}.items()}
_a_value = Words("a value", "یک مقدار")


class _Given(LarkLexer):
    """Hands the parser the tokens that our own lexer made."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        """Return the tokens, which are all the parser's input."""
        return lexer_state.text


@cache
def parser() -> Lark:
    """Return the one parser, made at its first use."""
    declared = "%declare " + " ".join(_terminals)
    return Lark(
        text_of_grammar + declared,
        parser="lalr",
        lexer=_Given,
        start=["expression", "tests"],
        maybe_placeholders=False,
        propagate_positions=True,
    )


def parse(text: str, start: Start, names: Collection[str], functions: Collection[str]) -> Node:
    """Return the tree of `text`; raise `FeelSyntaxError` where it is not FEEL or nested too deeply."""
    tokens = Lexer(text, names, functions, start == "tests").tokens()
    try:
        tree = parser().parse(tokens, start=start)
    except UnexpectedToken as cause:
        raise _refusal(cause, text) from cause
    refuse_depth(tree)
    return tree


def _refusal(cause: UnexpectedToken, text: str) -> FeelSyntaxError:
    token = cause.token
    # Nothing is wanted where the parser has reduced all to a whole expression: then only the end may follow.
    wanted: set[str] = set(cause.accepts or cause.expected or ["$END"])
    if token.type == "$END":
        line, found = text.count("\n") + 1, _readable["$END"]
        column = len(text) - (text.rfind("\n") + 1) + 1
    else:
        line, column, found = token.line, token.column, Words(f"‘{token[:40]}’", f"«{token[:40]}»")
    return FeelSyntaxError(line=line, column=column, expected=_expected(wanted), found=found)


def _expected(kinds: set[str]) -> Words:
    if {"NUMBER", "STRING", "NAME"} <= kinds:
        return _a_value
    first = ["$END", "_THEN", "_ELSE", "_RETURN", "_SATISFIES", "_AND", "_RPAR", "_RSQB", "_RBRACE", "_COMMA", "_IN"]
    names = [kind for kind in first if kind in kinds] or sorted(kinds)
    words = [_readable.get(kind, Words(kind, kind)) for kind in names[:4]]
    return Words(" or ".join(word.en for word in words), " یا ".join(word.fa for word in words))


def refuse_depth(tree: Node) -> None:
    """Raise `FeelSyntaxError` where the tree is nested so deeply that walking it would exhaust Python's stack."""
    depths: dict[int, int] = {}
    for node in tree.iter_subtrees():
        below = [depths[id(child)] for child in node.children if isinstance(child, Tree)]
        depths[id(node)] = 1 + max(below, default=0)
        if depths[id(node)] > max_nesting:
            expected = Words(f"at most {max_nesting} levels of nesting", f"حداکثر {max_nesting} لایهٔ تودرتو")
            found = Words("one more", "یک لایهٔ بیشتر")
            raise FeelSyntaxError(line=node.meta.line, column=node.meta.column, expected=expected, found=found)
