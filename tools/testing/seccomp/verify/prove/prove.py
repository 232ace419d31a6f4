#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves that the operations on words of which some bits are known say nothing
# that is not so, and all that is so.
#
#	prove.py [--mutate] kernel/seccomp/tnum32.h
#
# The expressions are read from that file, so that what is proved is what is
# compiled. A word stands for a set of numbers, its numbers: those that have the
# known bits. Of each operation three things are proved, for all operands:
#
#	kept	the result has zeroes where it is unknown
#	sound	whatever numbers the operands have, what comes out of them is a
#		number of the result
#	exact	each bit that is unknown in the result is 0 for some numbers of
#		the operands, and 1 for others; so no result could say more
#
# and of each question about two words, that the answer holds for all their
# numbers, and that another answer would be wrong. Where something has to exist,
# the prover is told where to look: quantifiers are what it is slow at.
#
# --mutate plants every wrong version that comes of changing one operator,
# leaving out one operand or mixing up the two members, and demands that it be
# refuted. Those which come to the same function are told apart by proof, too.
#
# Exits with 1 if something is not proved, or a wrong version is not refuted.

import re
import sys
import time
import z3

BITS = 32
# How long one theorem may take; the longest takes a few seconds.
TIMEOUT_MS = 300 * 1000


class Bad(Exception):
    """tnum32.h is not written in the way that is understood here."""


# --- Reading tnum32.h ---------------------------------------------------------

TOKEN = re.compile(r'\s*(?:(0x[0-9a-fA-F]+|[0-9]+)|([A-Za-z_]\w*)|'
                   r'(<<|>>|<=|>=|==|!=|&&|\|\||[-+&|^~!<>=(){},;.]))')
FUNCTION = re.compile(r'^static inline (struct tnum32|bool|u32) (word_\w+)'
                      r'\(([^)]*)\)\n\{\n(.*?)^\}', re.M | re.S)

# From the loosest to the tightest, as in C.
LEVELS = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='],
          ['<', '>', '<=', '>='], ['<<', '>>'], ['+', '-']]


def tokens_of(text):
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Bad('cannot read: ' + text[at:at + 30].strip())
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


class Parser:
    """Makes trees, tuples that begin with what they are, of a body."""

    def __init__(self, text):
        self.tokens = tokens_of(text)
        self.at = 0

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ''

    def take(self, *wanted):
        for token in wanted or [self.peek()]:
            if self.peek() != token or not token:
                raise Bad(f'wanted {token!r}, found {self.peek()!r}')
            self.at += 1
        return self.tokens[self.at - 1]

    def binary(self, level=0):
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in LEVELS[level]:
            operator = self.take()
            left = ('binary', operator, left, self.binary(level + 1))
        return left

    def unary(self):
        if self.peek() == '~':
            self.take()
            return ('not', self.unary())
        if [self.peek(i) for i in range(3)] == ['(', 'u32', ')']:
            self.take('(', 'u32', ')')
            return self.unary()
        if self.peek() == '(':
            self.take()
            tree = self.binary()
            self.take(')')
            return tree
        token = self.take()
        if token[0].isdigit():
            return ('number', int(token, 0))
        if not re.fullmatch(r'\w+', token):
            raise Bad(f'did not expect {token!r}')
        if self.peek() == '.':
            self.take()
            return ('member', token, self.take())
        return ('name', token)

    def body(self):
        """The constants, by name, and what is returned."""
        constants = []
        while self.peek() == 'const':
            self.take('const', 'u32')
            name = self.take()
            self.take('=')
            constants.append((name, self.binary()))
            self.take(';')
        self.take('return')
        if self.peek(1) == 'struct':
            self.take('(', 'struct', 'word', ')', '{', '.', 'value', '=')
            value = self.binary()
            self.take(',', '.', 'unknown', '=')
            result = ('word', value, self.binary())
            self.take('}')
        else:
            result = self.binary()
        self.take(';')
        if self.peek():
            raise Bad(f'did not expect {self.peek()!r} after the return')
        return ('body', tuple(constants), result)


class Function:
    def __init__(self, kind, name, parameters, tree):
        self.kind, self.name = kind, name
        self.parameters, self.tree = parameters, tree

    def __call__(self, *operands):
        if len(operands) != len(self.parameters):
            raise Bad(f'{self.name} takes {len(self.parameters)}')
        names = dict(zip(self.parameters, operands))
        _, constants, result = self.tree
        for name, tree in constants:
            names[name] = evaluate(tree, names)
        if result[0] != 'word':
            return evaluate(result, names)
        return Word(evaluate(result[1], names), evaluate(result[2], names))


def read_functions(text):
    text = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    functions = {}
    for kind, name, parameters, body in FUNCTION.findall(text):
        names = [] if parameters == 'void' else \
            [p.split()[-1] for p in parameters.split(',')]
        try:
            functions[name] = Function(kind, name, names, Parser(body).body())
        except Bad as bad:
            raise Bad(f'{name}: {bad}') from None
    # Nothing may hide from the expression above.
    found = set(re.findall(r'\b(word_\w+)\s*\(', text))
    if found != set(functions):
        raise Bad('cannot read: ' + ' '.join(found ^ set(functions)))
    return functions


# --- What C means by it -----------------------------------------------------

class Word:
    def __init__(self, value, unknown):
        self.value, self.unknown = value, unknown

    def least(self):
        return self.value

    def most(self):
        return self.value | self.unknown


def number(n):
    return z3.BitVecVal(n, BITS)


# All is unsigned, where z3's own operators are signed.
OPERATORS = {
    '+': lambda a, b: a + b, '-': lambda a, b: a - b,
    '&': lambda a, b: a & b, '|': lambda a, b: a | b,
    '^': lambda a, b: a ^ b,
    '<<': lambda a, b: a << b, '>>': z3.LShR,
    '==': lambda a, b: a == b, '!=': lambda a, b: a != b,
    '>': z3.UGT, '>=': z3.UGE, '<': z3.ULT, '<=': z3.ULE,
    '&&': z3.And, '||': z3.Or,
}


def evaluate(tree, names):
    kind = tree[0]
    if kind == 'number':
        return number(tree[1])
    if kind == 'name':
        return names[tree[1]]
    if kind == 'member':
        return getattr(names[tree[1]], tree[2])
    if kind == 'not':
        return ~evaluate(tree[1], names)
    _, operator, left, right = tree
    return OPERATORS[operator](evaluate(left, names), evaluate(right, names))


# --- The theorems -----------------------------------------------------------

a = Word(*z3.BitVecs('a.value a.unknown', BITS))
b = Word(*z3.BitVecs('b.value b.unknown', BITS))
x, y, count, bit = z3.BitVecs('x y count bit', BITS)


def is_word(w):
    return w.value & w.unknown == 0


def has(w, n):
    """Is n a number of w?"""
    return n & ~w.unknown == w.value


def one_bit(n):
    return z3.And(n != 0, n & (n - 1) == 0)


WORDS = [is_word(a), is_word(b)]
NUMBERS = [has(a, x), has(b, y)]


def operation(abstract, concrete, places, given):
    """The three theorems about an operation. places are pairs of numbers where
    an unknown bit shows itself as 0 or as 1."""
    given = WORDS + given
    results = [concrete(p, q) for p, q in places]
    yield 'kept', given, is_word(abstract)
    yield 'sound', given + NUMBERS, has(abstract, concrete(x, y))
    # That the numbers in places are such is part of what is to be proved.
    yield 'exact', given + [one_bit(bit), abstract.unknown & bit != 0], \
        z3.And(*[z3.And(has(a, p), has(b, q)) for p, q in places],
               z3.Or(*[r & bit == 0 for r in results]),
               z3.Or(*[r & bit != 0 for r in results]))


def question(must, can, concrete, unlike, like):
    """unlike and like are pairs of numbers for which the compare is false or
    true if that can be."""
    def possible(pair, truth):
        return z3.And(has(a, pair[0]), has(b, pair[1]),
                      concrete(*pair) == truth)

    truth = concrete(x, y)
    if must is not None:
        yield 'sound', WORDS + NUMBERS + [must], truth
        yield 'exact', WORDS + [z3.Not(must)], \
            z3.Or(*[possible(pair, False) for pair in unlike])
    if can is not None:
        yield 'sound', WORDS + NUMBERS + [truth], can
        yield 'exact', WORDS + [can], \
            z3.Or(*[possible(pair, True) for pair in like])


# The ends of both operands, in either order.
ENDS = [(p, q) for p in (a.least(), a.most()) for q in (b.least(), b.most())]
# A bit of an operand flipped while all the others stay.
FLIPS = [(a.least() | (bit & a.unknown), q) for _, q in ENDS[:2]] + \
    [(p, b.least() | (bit & b.unknown)) for p, _ in ENDS[1:3]] + \
    [(a.most(), b.most() & ~(bit & b.unknown))] + \
    [(a.least(), b.most() & ~(bit & b.unknown))]

OPERATIONS = {
    'and': lambda p, q: p & q,
    'or': lambda p, q: p | q,
    'xor': lambda p, q: p ^ q,
    'add': lambda p, q: p + q,
    'sub': lambda p, q: p - q,
}
# What is compared, and a pair of numbers where it is false, or true, if any is.
COMPARES = {
    'equal': (lambda p, q: p == q, ENDS,
              [(a.value | b.value, a.value | b.value)]),
    'exceed': (z3.UGT, [(a.least(), b.most())], [(a.most(), b.least())]),
    'reach': (z3.UGE, [(a.least(), b.most())], [(a.most(), b.least())]),
    'meet': (lambda p, q: p & q != 0, [(a.least(), b.least())],
             [(a.most(), b.most())]),
}
SHIFTS = {'lsh': lambda p: p << count, 'rsh': lambda p: z3.LShR(p, count)}


def join_theorems(f):
    w = f(a, b)
    ends = [a.least(), a.most(), b.least(), b.most()]
    yield 'kept', WORDS, is_word(w)
    yield 'sound', WORDS + [z3.Or(has(a, x), has(b, x))], has(w, x)
    yield 'exact', WORDS + [one_bit(bit), w.unknown & bit != 0], \
        z3.And(z3.Or(*[n & bit == 0 for n in ends]),
               z3.Or(*[n & bit != 0 for n in ends]))


def theorems(f):
    """What there is to prove of a function: names, givens, conclusions."""
    name = f.name.removeprefix('word_')
    question_name = re.fullmatch('(must|can)_(.*)', name)
    if name == 'known':
        return [('sound', [], has(f(x), x)),
                ('exact', [has(f(x), y)], x == y), ('kept', [], is_word(f(x)))]
    if name == 'unknown':
        return [('sound', [], has(f(), x)), ('kept', [], is_word(f()))]
    if name == 'is_known':
        return [('sound', WORDS + [has(a, x), has(a, y), f(a)], x == y),
                ('exact', WORDS + [z3.Not(f(a))],
                 z3.And(has(a, a.least()), has(a, a.most()),
                        a.least() != a.most()))]
    if name == 'equal':
        return [('sound', WORDS + [f(a, b)], has(a, x) == has(b, x)),
                ('exact', WORDS + [z3.Not(f(a, b))],
                 z3.Or(*[has(a, n) != has(b, n) for n in
                         (a.least(), a.most(), b.least(), b.most())]))]
    if name in ('least', 'most'):
        beyond = z3.UGE if name == 'least' else z3.ULE
        return [('sound', WORDS + [has(a, x)], beyond(x, f(a))),
                ('exact', WORDS, has(a, f(a)))]
    if name == 'join':
        return list(join_theorems(f))
    if name in OPERATIONS:
        return list(operation(f(a, b), OPERATIONS[name], ENDS + FLIPS, []))
    if name in SHIFTS:
        shift = SHIFTS[name]
        return list(operation(f(a, count), lambda p, q: shift(p), ENDS,
                              [z3.ULT(count, BITS)]))
    if question_name and question_name[2] in COMPARES:
        concrete, unlike, like = COMPARES[question_name[2]]
        must = f(a, b) if question_name[1] == 'must' else None
        can = f(a, b) if question_name[1] == 'can' else None
        return list(question(must, can, concrete, unlike, like))
    raise Bad(f'{f.name}: no theorem is known for it')


def refutation(givens, conclusion):
    """None, or a model in which the conclusion is wrong."""
    solver = z3.SolverFor('QF_BV')
    solver.set('timeout', TIMEOUT_MS)
    solver.add(*givens, z3.Not(conclusion))
    answer = solver.check()
    if answer == z3.unknown:
        raise TimeoutError(solver.reason_unknown())
    return solver.model() if answer == z3.sat else None


def told(model):
    return ', '.join(f'{d.name()} = {model[d].as_long():#010x}' for d in
                     sorted(model.decls(), key=lambda d: d.name()))


def prove(functions):
    """Prints a line for each theorem; returns how many failed."""
    failed = proved = 0
    for function in functions.values():
        for name, givens, conclusion in theorems(function):
            what = f'{function.name}: {name}'
            began = time.monotonic()
            try:
                model = refutation(givens, conclusion)
                verdict = 'proved' if model is None else 'REFUTED'
                why = '' if model is None else ': ' + told(model)
            except TimeoutError as error:
                verdict, why = 'NOT PROVED', f': {error}'
            spent = time.monotonic() - began
            print(f'{verdict:<8}{what:<32}{spent:7.2f} s{why}', flush=True)
            proved += verdict == 'proved'
            failed += verdict != 'proved'
    print(f'{proved} proved, {failed} not proved')
    return failed or not proved


# --- Wrong versions ---------------------------------------------------------

OTHERS = {'+': '-', '-': '+', '&': '|', '|': '&', '^': '|', '<<': '>>',
          '>>': '<<', '==': '!=', '!=': '==', '>': '>=', '>=': '>',
          '&&': '||', '||': '&&', '<': '<=', '<=': '<'}
MEMBERS = {'value': 'unknown', 'unknown': 'value'}


def shown(tree):
    kind = tree[0]
    if kind == 'number':
        return str(tree[1])
    if kind == 'name':
        return tree[1]
    if kind == 'member':
        return f'{tree[1]}.{tree[2]}'
    if kind == 'not':
        return f'~{shown(tree[1])}'
    return f'({shown(tree[2])} {tree[1]} {shown(tree[3])})'


def is_truth(tree):
    return tree[0] == 'binary' and \
        tree[1] in ('==', '!=', '<', '>', '<=', '>=', '&&', '||')


def variants(tree):
    """All trees that are wrong in one place, each with what is wrong."""
    kind = tree[0]
    if kind == 'member':
        yield ('member', tree[1], MEMBERS[tree[2]]), \
            f'{shown(tree)} is .{MEMBERS[tree[2]]}'
    elif kind == 'not':
        yield tree[1], f'{shown(tree)} without ~'
        for inner, what in variants(tree[1]):
            yield ('not', inner), what
    elif kind == 'binary':
        _, operator, left, right = tree
        yield ('binary', OTHERS[operator], left, right), \
            f'{shown(tree)} with {OTHERS[operator]}'
        # A number is no truth value.
        if is_truth(tree) == is_truth(left):
            yield left, f'{shown(tree)} without {shown(right)}'
            yield right, f'{shown(tree)} without {shown(left)}'
        for inner, what in variants(left):
            yield ('binary', operator, inner, right), what
        for inner, what in variants(right):
            yield ('binary', operator, left, inner), what
    elif kind == 'word':
        for inner, what in variants(tree[1]):
            yield ('word', inner, tree[2]), 'value: ' + what
        for inner, what in variants(tree[2]):
            yield ('word', tree[1], inner), 'unknown: ' + what


def wrong_bodies(tree):
    _, constants, result = tree
    for i, (name, value) in enumerate(constants):
        for inner, what in variants(value):
            changed = constants[:i] + ((name, inner),) + constants[i + 1:]
            yield ('body', changed, result), f'{name}: {what}'
    for inner, what in variants(result):
        yield ('body', constants, inner), what


def differs(function, wrong):
    """Is there an operand for which they are not the same?"""
    kinds = {'count': count, 'a': a, 'b': b, 'value': x}
    operands = [kinds[p] for p in function.parameters]
    right, other = function(*operands), wrong(*operands)
    if isinstance(right, Word):
        same = z3.And(right.value == other.value,
                      right.unknown == other.unknown)
    else:
        same = right == other
    return refutation(WORDS + [z3.ULT(count, BITS)], same) is not None


def refuted_by(function):
    for name, givens, conclusion in theorems(function):
        if refutation(givens, conclusion) is not None:
            return name
    return None


def mutate(functions):
    """Prints a line for each wrong version; returns how many got through."""
    planted = through = same = 0
    for function in functions.values():
        for tree, what in wrong_bodies(function.tree):
            wrong = Function(function.kind, function.name,
                             function.parameters, tree)
            if not differs(function, wrong):
                same += 1
                continue
            planted += 1
            name = refuted_by(wrong)
            if not name:
                through += 1
                print(f'NOT REFUTED {function.name}: {what}', flush=True)
            else:
                print(f'refuted {function.name}: {what} (is not {name})',
                      flush=True)
    print(f'{planted - through} refuted as it must be, {through} not refuted '
          f'({same} more are no different)')
    return through or not planted


def main(arguments):
    work = prove
    if arguments[:1] == ['--mutate']:
        work = mutate
        arguments = arguments[1:]
    if len(arguments) != 1 or arguments[0].startswith('-'):
        print('prove.py: use: prove.py [--mutate] kernel/seccomp/tnum32.h',
              file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding='ascii') as file:
            functions = read_functions(file.read())
        return 1 if work(functions) else 0
    except OSError as error:
        print(f'prove.py: {arguments[0]}: {error.strerror}', file=sys.stderr)
    except Bad as bad:
        print(f'prove.py: {arguments[0]}: {bad}', file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
