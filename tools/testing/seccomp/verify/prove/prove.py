#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
#
# Proves that the operations of kernel/seccomp/tnum32.h are sound and exact, and
# those of kernel/seccomp/interval64.h are correct.
#
#	prove.py [--mutate] kernel/seccomp/tnum32.h kernel/seccomp/interval64.h
#
# The script parses the expressions in these files, so it proves the code that the
# kernel compiles. A tnum (struct tnum32) stands for the set of numbers that
# agree with its known bits. For each operation and all operands, the script
# proves three theorems:
#
#	valid	each unknown bit of the result is 0 in its value
#	sound	the result contains each number that the operation gives for
#		numbers of the operands
#	exact	each unknown bit of the result is 0 for some numbers of the
#		operands, and 1 for some
#
# For each compare it proves that the answer holds for all numbers of both
# operands, and that the opposite answer would be wrong. Theorems about the
# existence of a number name candidates, because z3 is slow with quantifiers.
#
# For an interval (struct interval64), the script proves that the result of each
# operation contains exactly the numbers that it should contain, if the operands
# are as the description of the operation demands. The tests of a decision list
# evaluate an interval by one subtraction. The script proves that, and that the
# compares of both halves of a register are the intervals that the kernel makes. It
# proves for both byte orders that two words in memory are such halves.
#
# --mutate makes every mutant of each function with one changed operator, one
# missing operand or one exchanged member. Each mutant has to be refuted by a
# theorem. A mutant that z3 proves equal to the original function does not count.
#
# Exits with 1 if a theorem is not proved, or a mutant is not refuted. Exits with
# 2 if the file cannot be read.

import re
import sys
import time
import z3

# The width of the numbers in the current file.
BITS = 32
# The limit for one theorem. The slowest one takes a few seconds.
TIMEOUT_MS = 300 * 1000


class ParseError(Exception):
    """A file has syntax that this script does not support."""


# --- Reading the files --------------------------------------------------------

TOKEN = re.compile(r'\s*(?:(0x[0-9a-fA-F]+|[0-9]+)|([A-Za-z_]\w*)|'
                   r'(<<|>>|<=|>=|==|!=|&&|\|\||[-+&|^~!<>=(){},;.?:]))')
FUNCTION = re.compile(r'^static inline (struct \w+|bool|u32) (\w+)'
                      r'\(([^)]*)\)\n\{\n(.*?)^\}', re.M | re.S)

# The precedence levels of C, lowest first.
LEVELS = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='],
          ['<', '>', '<=', '>='], ['<<', '>>'], ['+', '-']]


def tokens_of(text):
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise ParseError('cannot read: ' + text[at:at + 30].strip())
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


class Parser:
    """Parses a function body into trees. A tree is a tuple that begins with its
    kind."""

    def __init__(self, text):
        self.tokens = tokens_of(text)
        self.at = 0

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ''

    def take(self, *expected):
        for token in expected or [self.peek()]:
            if self.peek() != token or not token:
                raise ParseError(f'expected {token!r}, found {self.peek()!r}')
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

    def conditional(self):
        condition = self.binary()
        if self.peek() != '?':
            return condition
        self.take('?')
        left = self.binary()
        self.take(':')
        return ('choice', condition, left, self.binary())

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
            raise ParseError(f'unexpected {token!r}')
        if self.peek() == '.':
            self.take()
            return ('member', token, self.take())
        return ('name', token)

    def body(self):
        """Returns the constants with their names, and the returned expression."""
        constants = []
        while self.peek() == 'const':
            self.take('const')
            if self.peek() not in ('u32', 'u64'):
                raise ParseError(f'unexpected type {self.peek()!r}')
            self.take()
            name = self.take()
            self.take('=')
            constants.append((name, self.binary()))
            self.take(';')
        self.take('return')
        if self.peek(1) == 'struct':
            self.take('(', 'struct')
            kind = self.take()
            self.take(')', '{')
            members = []
            while self.peek() == '.':
                self.take('.')
                members.append((self.take(), self.take('=') and
                                self.conditional()))
                if self.peek() == ',':
                    self.take(',')
            self.take('}')
            result = ('struct', kind, tuple(members))
        else:
            result = self.binary()
        self.take(';')
        if self.peek():
            raise ParseError(f'unexpected {self.peek()!r} after the return')
        return ('body', tuple(constants), result)


class Function:
    def __init__(self, kind, name, parameters, tree):
        self.kind, self.name = kind, name
        self.parameters, self.tree = parameters, tree

    def __call__(self, *operands):
        if len(operands) != len(self.parameters):
            raise ParseError(f'{self.name} takes {len(self.parameters)} operands')
        names = dict(zip(self.parameters, operands))
        _, constants, result = self.tree
        for name, tree in constants:
            names[name] = evaluate(tree, names)
        if result[0] != 'struct':
            return evaluate(result, names)
        return STRUCTS[result[1]](**{name: evaluate(tree, names)
                                     for name, tree in result[2]})


def read_functions(text):
    text = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    functions = {}
    for kind, name, parameters, body in FUNCTION.findall(text):
        names = [] if parameters == 'void' else \
            [p.split()[-1] for p in parameters.split(',')]
        try:
            functions[name] = Function(kind, name, names, Parser(body).body())
        except ParseError as error:
            raise ParseError(f'{name}: {error}') from None
    # Each function in the file has to match the expression above.
    found = set(re.findall(r'^static inline [^(]*\b(\w+)\(', text, re.M))
    if not found or found != set(functions):
        raise ParseError('cannot read: ' + ' '.join(found ^ set(functions)))
    return functions


# --- The meaning of the expressions -----------------------------------------

class Tnum:
    def __init__(self, value, mask):
        self.value, self.mask = value, mask

    def min(self):
        return self.value

    def max(self):
        return self.value | self.mask


class Interval:
    def __init__(self, mask, min, max):
        self.mask, self.min, self.max = mask, min, max


STRUCTS = {'tnum32': Tnum, 'interval64': Interval}


def number(n):
    return z3.BitVecVal(n, BITS)


# All types are unsigned. The comparison operators of z3 are signed.
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
    if kind == 'choice':
        return z3.If(*[evaluate(part, names) for part in tree[1:]])
    _, operator, left, right = tree
    return OPERATORS[operator](evaluate(left, names), evaluate(right, names))


# --- The theorems -----------------------------------------------------------

a = Tnum(*z3.BitVecs('a.value a.mask', BITS))
b = Tnum(*z3.BitVecs('b.value b.mask', BITS))
x, y, count, bit = z3.BitVecs('x y count bit', BITS)


def is_valid(t):
    return t.value & t.mask == 0


def has(t, n):
    """Is n a number of t?"""
    return n & ~t.mask == t.value


def one_bit(n):
    return z3.And(n != 0, n & (n - 1) == 0)


VALID = [is_valid(a), is_valid(b)]
NUMBERS = [has(a, x), has(b, y)]


def operation(abstract, concrete, witnesses, given):
    """Yields the three theorems about an operation. An unknown bit of the result
    is 0 for one of the witnesses, pairs of numbers, and 1 for another."""
    given = VALID + given
    results = [concrete(p, q) for p, q in witnesses]
    yield 'valid', given, is_valid(abstract)
    yield 'sound', given + NUMBERS, has(abstract, concrete(x, y))
    # The theorem includes that the witnesses are numbers of the operands.
    yield 'exact', given + [one_bit(bit), abstract.mask & bit != 0], \
        z3.And(*[z3.And(has(a, p), has(b, q)) for p, q in witnesses],
               z3.Or(*[r & bit == 0 for r in results]),
               z3.Or(*[r & bit != 0 for r in results]))


def compare(always, maybe, concrete, unlike, like):
    """Yields the theorems about a compare. If it can be false, it is false for a
    pair of numbers in unlike. If it can be true, it is true for one in like."""
    def possible(pair, truth):
        return z3.And(has(a, pair[0]), has(b, pair[1]),
                      concrete(*pair) == truth)

    truth = concrete(x, y)
    if always is not None:
        yield 'sound', VALID + NUMBERS + [always], truth
        yield 'exact', VALID + [z3.Not(always)], \
            z3.Or(*[possible(pair, False) for pair in unlike])
    if maybe is not None:
        yield 'sound', VALID + NUMBERS + [truth], maybe
        yield 'exact', VALID + [maybe], \
            z3.Or(*[possible(pair, True) for pair in like])


# The minima and maxima of both operands, in all combinations.
ENDS = [(p, q) for p in (a.min(), a.max()) for q in (b.min(), b.max())]
# Pairs that differ from a pair in ENDS in one unknown bit of one operand.
FLIPS = [(a.min() | (bit & a.mask), q) for _, q in ENDS[:2]] + \
    [(p, b.min() | (bit & b.mask)) for p, _ in ENDS[1:3]] + \
    [(a.max(), b.max() & ~(bit & b.mask))] + \
    [(a.min(), b.max() & ~(bit & b.mask))]

OPERATIONS = {
    'and': lambda p, q: p & q,
    'or': lambda p, q: p | q,
    'xor': lambda p, q: p ^ q,
    'add': lambda p, q: p + q,
    'sub': lambda p, q: p - q,
}
# For each compare: the compare itself, then the pairs unlike and like that
# compare() needs.
COMPARES = {
    'eq': (lambda p, q: p == q, ENDS,
           [(a.value | b.value, a.value | b.value)]),
    'gt': (z3.UGT, [(a.min(), b.max())], [(a.max(), b.min())]),
    'ge': (z3.UGE, [(a.min(), b.max())], [(a.max(), b.min())]),
    'set': (lambda p, q: p & q != 0, [(a.min(), b.min())],
            [(a.max(), b.max())]),
}
SHIFTS = {'lsh': lambda p: p << count, 'rsh': lambda p: z3.LShR(p, count)}


def union_theorems(f):
    t = f(a, b)
    ends = [a.min(), a.max(), b.min(), b.max()]
    yield 'valid', VALID, is_valid(t)
    yield 'sound', VALID + [z3.Or(has(a, x), has(b, x))], has(t, x)
    yield 'exact', VALID + [one_bit(bit), t.mask & bit != 0], \
        z3.And(z3.Or(*[n & bit == 0 for n in ends]),
               z3.Or(*[n & bit != 0 for n in ends]))


def theorems(f):
    """Returns the theorems about a function: name, givens, conclusion."""
    name = f.name.removeprefix('tnum32_')
    compare_name = re.fullmatch('(always|maybe)_(.*)', name)
    if name == 'const':
        return [('sound', [], has(f(x), x)),
                ('exact', [has(f(x), y)], x == y), ('valid', [], is_valid(f(x)))]
    if name == 'unknown':
        return [('sound', [], has(f(), x)), ('valid', [], is_valid(f()))]
    if name == 'is_const':
        return [('sound', VALID + [has(a, x), has(a, y), f(a)], x == y),
                ('exact', VALID + [z3.Not(f(a))],
                 z3.And(has(a, a.min()), has(a, a.max()),
                        a.min() != a.max()))]
    if name == 'equal':
        return [('sound', VALID + [f(a, b)], has(a, x) == has(b, x)),
                ('exact', VALID + [z3.Not(f(a, b))],
                 z3.Or(*[has(a, n) != has(b, n) for n in
                         (a.min(), a.max(), b.min(), b.max())]))]
    if name in ('min', 'max'):
        beyond = z3.UGE if name == 'min' else z3.ULE
        return [('sound', VALID + [has(a, x)], beyond(x, f(a))),
                ('exact', VALID, has(a, f(a)))]
    if name == 'union':
        return list(union_theorems(f))
    if name in OPERATIONS:
        return list(operation(f(a, b), OPERATIONS[name], ENDS + FLIPS, []))
    if name in SHIFTS:
        shift = SHIFTS[name]
        return list(operation(f(a, count), lambda p, q: shift(p), ENDS,
                              [z3.ULT(count, BITS)]))
    if compare_name and compare_name[2] in COMPARES:
        concrete, unlike, like = COMPARES[compare_name[2]]
        always = f(a, b) if compare_name[1] == 'always' else None
        maybe = f(a, b) if compare_name[1] == 'maybe' else None
        return list(compare(always, maybe, concrete, unlike, like))
    raise ParseError(f'{f.name}: this script has no theorem for it')


# --- The theorems about intervals -------------------------------------------

A = Interval(*z3.BitVecs('a.mask a.min a.max', 64))
B = Interval(*z3.BitVecs('b.mask b.min b.max', 64))
MASK, VALUE, X, Y = z3.BitVecs('mask value x y', 64)


def lowest(mask):
    return mask & -mask


def contains(interval, n):
    return z3.And(z3.UGE(n & interval.mask, interval.min),
                  z3.ULE(n & interval.mask, interval.max))


def is_loose(interval):
    """Are both ends at most the mask? The interval may be empty."""
    return z3.And(interval.mask != 0, z3.ULE(interval.min, interval.mask),
                  z3.ULE(interval.max, interval.mask))


def is_tight(interval):
    return z3.And(is_loose(interval), z3.ULE(interval.min, interval.max),
                  (interval.min | interval.max) &
                  (lowest(interval.mask) - 1) == 0)


def is_under_mask(*numbers):
    """The numbers are pairs of a number and a mask."""
    return z3.And(*[n & ~mask == 0 for n, mask in numbers])


def is_value(interval):
    return z3.And(interval.min == interval.max,
                  is_under_mask((interval.min, interval.mask)))


ONE = [is_tight(A)]
TWO = [is_tight(A), is_tight(B)]
# Another operand with the mask of the first one.
C = Interval(A.mask, B.min, B.max)
SAME = [is_tight(A), is_tight(C)]
ENDS_UNDER_MASK = [is_under_mask((A.min, A.mask), (A.max, A.mask),
                                 (C.min, C.mask), (C.max, C.mask))]
IN_A, IN_B, IN_C = contains(A, X), contains(B, X), contains(C, X)
SAME_MASK = 'within', 'disjoint', 'and', 'can_or', 'or', 'after', 'before'
# For each operation: what its operands have to be, and the numbers of the result.
INTERVALS = {
    'above': (ONE + [A.min == 0, A.max != A.mask], z3.Not(IN_A)),
    'below': (ONE + [A.max == A.mask, A.min != 0], z3.Not(IN_A)),
    'and': ([is_loose(A), is_loose(C)], z3.And(IN_A, IN_C)),
    'after': (SAME + [z3.ULE(C.min, A.min), z3.ULE(A.min, C.max),
                      z3.ULT(C.max, A.max)], z3.And(IN_A, z3.Not(IN_C))),
    'before': (SAME + [z3.UGE(C.max, A.max), z3.UGE(A.max, C.min),
                       z3.UGT(C.min, A.min)], z3.And(IN_A, z3.Not(IN_C))),
    'tight': ([is_loose(A)], IN_A),
    'merge': (TWO + [is_value(A), is_value(B),
                     (A.min ^ B.min) & A.mask & B.mask == 0],
              z3.And(IN_A, IN_B)),
    'eq': ([MASK != 0, is_under_mask((VALUE, MASK))], X & MASK == VALUE),
    'ge': ([MASK != 0, z3.ULE(VALUE, MASK)], z3.UGE(X & MASK, VALUE)),
}
ADJACENT = z3.Or(
    z3.And(C.min == A.max + lowest(A.mask), z3.UGT(C.min, A.max)),
    z3.And(A.min == C.max + lowest(A.mask), z3.UGT(A.min, C.max)))


def half_theorems(f, name):
    """The compares of a half of a register with a constant."""
    for shift in 0, 32:
        mask, value = MASK & 0xffffffff, VALUE
        word = z3.LShR(X, shift) & mask
        given = [mask != 0]
        if name == 'eq':
            given.append(is_under_mask((value, mask)))
            truth = word == value
            # BPF_JSET compares with 0 under a smaller mask.
            bits = mask & VALUE & 0xffffffff
            yield f'set {shift}', [bits != 0], \
                contains(f(bits << shift, number(0)), X) == (word & VALUE == 0)
        else:
            # The constant of BPF_JGT is one greater, so it can have 33 bits.
            given.append(z3.ULE(value, mask))
            truth = z3.UGE(word, value)
        yield f'half {shift}', given, \
            contains(f(mask << shift, value << shift), X) == truth


def pair_theorems(f):
    """Equalities of two adjacent 32-bit words in memory, such as the words of an
    argument window, are one equality of the 64-bit word at their address."""
    memory = z3.BitVecs(' '.join(f'byte{i}' for i in range(8)), 8)
    masks = z3.BitVecs('mask0 mask1', 32)
    values = z3.BitVecs('value0 value1', 32)

    for order, arrange in ('little', reversed), ('big', iter):
        words = [z3.Concat(*arrange(memory[at:at + 4])) for at in (0, 4)]
        upper, lower = arrange([0, 1])
        mask = z3.Concat(masks[upper], masks[lower])
        value = z3.Concat(values[upper], values[lower])
        given = [mask != 0] + [is_under_mask((v, m))
                               for v, m in zip(values, masks)]
        yield f'pair {order}', given, \
            contains(f(mask, value), z3.Concat(*arrange(memory))) == \
            z3.And(*[word & m == v
                     for word, m, v in zip(words, masks, values)])


def operation_on_intervals(f, name):
    given, numbers = INTERVALS[name]
    result = f(MASK, VALUE) if name in ('eq', 'ge') else \
        f(*[A, C if name in SAME_MASK else B][:len(f.parameters)])
    yield 'numbers', given, contains(result, X) == numbers
    if name == 'tight':
        yield 'tight', given, z3.Or(z3.UGT(result.min, result.max),
                                    is_tight(result))
    else:
        yield 'loose', given, is_loose(result)
    if name in ('eq', 'ge'):
        yield from half_theorems(f, name)
    if name == 'eq':
        yield from pair_theorems(f)


def interval_theorems(functions, f):
    """Returns the theorems about a function of interval64.h."""
    name = f.name.removeprefix('interval64_')

    def other(name):
        return functions['interval64_' + name]

    if name in INTERVALS:
        return list(operation_on_intervals(f, name))
    if name == 'has':
        return [('numbers', [], f(A, X) == IN_A),
                ('run', ONE, f(A, X) ==
                 z3.ULE((X & A.mask) - A.min, A.max - A.min))]
    if name == 'is_empty':
        return [('sound', [is_loose(A), f(A)], z3.Not(IN_A)),
                ('exact', [is_loose(A), z3.Not(f(A)),
                           is_under_mask((A.min, A.mask))],
                 contains(A, A.min))]
    if name == 'is_all':
        return [('sound', ONE + [f(A)], IN_A),
                ('exact', ONE + [z3.Not(f(A))],
                 z3.Not(z3.And(contains(A, number(0)), contains(A, A.mask))))]
    if name == 'is_value':
        return [('sound', ONE + [f(A), IN_A], X & A.mask == A.min),
                ('some', ONE + [f(A)], contains(A, A.min)),
                ('exact', ONE + [z3.Not(f(A)), is_under_mask(
                    (A.min, A.mask), (A.max, A.mask))], A.min != A.max)]
    if name == 'can_widen':
        return [('exact', ONE + [MASK & A.mask == A.mask,
                                 z3.ULT(MASK & ~A.mask, lowest(A.mask))],
                 f(A, MASK))]
    if name == 'widen':
        given = ONE + [other('can_widen')(A, MASK)]
        return [('numbers', given, contains(f(A, MASK), X) == IN_A),
                ('loose', given, is_loose(f(A, MASK)))]
    if name == 'within':
        return [('sound', SAME + [f(A, C), IN_A], IN_C),
                ('exact', SAME + ENDS_UNDER_MASK + [z3.Not(f(A, C))],
                 z3.Not(z3.And(contains(C, A.min), contains(C, A.max))))]
    if name == 'disjoint':
        return [('sound', SAME + [f(A, C), IN_A], z3.Not(IN_C)),
                ('exact', SAME + ENDS_UNDER_MASK + [z3.Not(f(A, C))],
                 z3.Or(contains(C, A.min), contains(A, C.min)))]
    if name == 'can_or':
        return [('overlap', SAME + [IN_A, IN_C], f(A, C)),
                ('adjacent', SAME + [ADJACENT], f(A, C))]
    if name == 'or':
        given = SAME + [other('can_or')(A, C)]
        return [('numbers', given, contains(f(A, C), X) == z3.Or(IN_A, IN_C)),
                ('tight', given, is_tight(f(A, C)))]
    if name == 'conflict':
        given = TWO + [is_value(A), is_value(B)]
        return [('sound', given + [f(A, B), IN_A], z3.Not(IN_B)),
                ('exact', given + [z3.Not(f(A, B))],
                 z3.And(contains(A, A.min | B.min),
                        contains(B, A.min | B.min)))]
    if name == 'can_concat':
        return [('exact', TWO + [is_value(A),
                                 z3.ULT(B.mask, lowest(A.mask))], f(A, B))]
    if name == 'concat':
        given = TWO + [other('can_concat')(A, B)]
        return [('numbers', given, contains(f(A, B), X) == z3.And(IN_A, IN_B)),
                ('loose', given, is_loose(f(A, B)))]
    raise ParseError(f'{f.name}: this script has no theorem for it')


# A predicate and the operation that relies on it are proved together.
USED_BY = {'can_widen': 'widen', 'can_or': 'or', 'can_concat': 'concat'}


def theorems_of(functions, f):
    """Returns the theorems about a function, and about the one that needs it."""
    if not f.name.startswith('interval64_'):
        return theorems(f)
    name = f.name.removeprefix('interval64_')
    result = interval_theorems(functions, f)
    if name in USED_BY:
        user = functions['interval64_' + USED_BY[name]]
        result += [(f'{USED_BY[name]} {which}', given, conclusion)
                   for which, given, conclusion in
                   interval_theorems({**functions, f.name: f}, user)]
    return result


def refutation(givens, conclusion):
    """Returns a model in which the conclusion is false, or None."""
    solver = z3.SolverFor('QF_BV')
    solver.set('timeout', TIMEOUT_MS)
    solver.add(*givens, z3.Not(conclusion))
    answer = solver.check()
    if answer == z3.unknown:
        raise TimeoutError(solver.reason_unknown())
    return solver.model() if answer == z3.sat else None


def show_model(model):
    return ', '.join(f'{d.name()} = {model[d].as_long():#x}' for d in
                     sorted(model.decls(), key=lambda d: d.name()))


def set_width(function):
    global BITS
    BITS = 64 if function.name.startswith('interval64_') else 32


def prove(functions):
    """Prints a line for each theorem. Returns true if one is not proved."""
    failed = proved = 0
    for function in functions.values():
        set_width(function)
        for name, givens, conclusion in theorems_of(functions, function):
            what = f'{function.name}: {name}'
            began = time.monotonic()
            try:
                model = refutation(givens, conclusion)
                verdict = 'proved' if model is None else 'REFUTED'
                why = '' if model is None else ': ' + show_model(model)
            except TimeoutError as error:
                verdict, why = 'NOT PROVED', f': {error}'
            spent = time.monotonic() - began
            print(f'{verdict:<8}{what:<40}{spent:7.2f} s{why}', flush=True)
            proved += verdict == 'proved'
            failed += verdict != 'proved'
    print(f'{proved} proved, {failed} not proved')
    return failed or not proved


# --- Mutants ----------------------------------------------------------------

OTHERS = {'+': '-', '-': '+', '&': '|', '|': '&', '^': '|', '<<': '>>',
          '>>': '<<', '==': '!=', '!=': '==', '>': '>=', '>=': '>',
          '&&': '||', '||': '&&', '<': '<=', '<=': '<'}
MEMBERS = {'tnum32': {'value': 'mask', 'mask': 'value'},
           'interval64': {'min': 'max', 'max': 'min', 'mask': 'max'}}


def show_tree(tree):
    kind = tree[0]
    if kind == 'number':
        return str(tree[1])
    if kind == 'name':
        return tree[1]
    if kind == 'member':
        return f'{tree[1]}.{tree[2]}'
    if kind == 'not':
        return f'~{show_tree(tree[1])}'
    if kind == 'choice':
        return '({} ? {} : {})'.format(*[show_tree(t) for t in tree[1:]])
    return f'({show_tree(tree[2])} {tree[1]} {show_tree(tree[3])})'


def is_truth(tree):
    return tree[0] == 'binary' and \
        tree[1] in ('==', '!=', '<', '>', '<=', '>=', '&&', '||')


def variants(tree):
    """Yields all trees with one mutation, each with its description."""
    kind = tree[0]
    if kind == 'member':
        member = MEMBERS['tnum32' if BITS == 32 else 'interval64'][tree[2]]
        yield ('member', tree[1], member), f'{show_tree(tree)} is .{member}'
    elif kind == 'choice':
        yield ('choice', tree[1], tree[3], tree[2]), \
            f'{show_tree(tree)} exchanged'
        for part in 1, 2, 3:
            for inner, what in variants(tree[part]):
                yield tree[:part] + (inner,) + tree[part + 1:], what
    elif kind == 'not':
        yield tree[1], f'{show_tree(tree)} without ~'
        for inner, what in variants(tree[1]):
            yield ('not', inner), what
    elif kind == 'binary':
        _, operator, left, right = tree
        yield ('binary', OTHERS[operator], left, right), \
            f'{show_tree(tree)} with {OTHERS[operator]}'
        # A number and a truth value have different types in z3.
        if is_truth(tree) == is_truth(left):
            yield left, f'{show_tree(tree)} without {show_tree(right)}'
            yield right, f'{show_tree(tree)} without {show_tree(left)}'
        for inner, what in variants(left):
            yield ('binary', operator, inner, right), what
        for inner, what in variants(right):
            yield ('binary', operator, left, inner), what
    elif kind == 'struct':
        for at, (name, member) in enumerate(tree[2]):
            for inner, what in variants(member):
                yield ('struct', tree[1], tree[2][:at] + ((name, inner),) +
                       tree[2][at + 1:]), f'{name}: {what}'


def mutants(tree):
    """Yields all bodies with one mutation, each with its description."""
    _, constants, result = tree
    for i, (name, value) in enumerate(constants):
        for inner, what in variants(value):
            changed = constants[:i] + ((name, inner),) + constants[i + 1:]
            yield ('body', changed, result), f'{name}: {what}'
    for inner, what in variants(result):
        yield ('body', constants, inner), what


def demands(functions, function):
    """Returns what the operands of a function have to be."""
    name = function.name.removeprefix('interval64_')
    if BITS == 32:
        return VALID + [z3.ULT(count, BITS)]
    if name in INTERVALS:
        return INTERVALS[name][0]
    for predicate, user in USED_BY.items():
        if name == user:
            other = {'widen': MASK, 'or': C, 'concat': B}[name]
            return (SAME if name == 'or' else TWO) + [
                functions['interval64_' + predicate](A, other)]
    if name == 'conflict':
        return TWO + [is_value(A), is_value(B)]
    if name in ('within', 'disjoint', 'can_or'):
        return SAME + ENDS_UNDER_MASK
    if name == 'is_empty':
        return [is_loose(A), is_under_mask((A.min, A.mask), (A.max, A.mask))]
    if name == 'is_value':
        return TWO + [is_under_mask((A.min, A.mask), (A.max, A.mask))]
    return TWO


def differs(functions, function, mutant):
    """Is there an operand for which the results differ?"""
    if BITS == 32:
        kinds = {'count': count, 'a': a, 'b': b, 'value': x}
    else:
        same = function.name.removeprefix('interval64_') in SAME_MASK
        kinds = {'a': A, 'b': C if same else B, 'mask': MASK, 'value': VALUE,
                 'number': X}
    operands = [kinds[p] for p in function.parameters]
    right, other = function(*operands), mutant(*operands)
    if isinstance(right, Tnum):
        same = z3.And(right.value == other.value,
                      right.mask == other.mask)
    elif isinstance(right, Interval):
        # An interval is what it contains: ends may differ under a mask.
        same = contains(right, X) == contains(other, X)
    else:
        same = right == other
    return refutation(demands(functions, function), same) is not None


def refuted_by(functions, function):
    """Returns the name of the first theorem that is false, or None."""
    for name, givens, conclusion in theorems_of(functions, function):
        if refutation(givens, conclusion) is not None:
            return name
    return None


def mutate(functions):
    """Prints a line for each mutant. Returns true if one is not refuted."""
    tried = missed = same = 0
    for function in functions.values():
        set_width(function)
        for tree, what in mutants(function.tree):
            mutant = Function(function.kind, function.name,
                              function.parameters, tree)
            if not differs(functions, function, mutant):
                same += 1
                continue
            tried += 1
            name = refuted_by(functions, mutant)
            if not name:
                missed += 1
                print(f'NOT REFUTED {function.name}: {what}', flush=True)
            else:
                print(f'refuted {function.name}: {what} (is not {name})',
                      flush=True)
    print(f'{tried - missed} refuted as it must be, {missed} not refuted '
          f'({same} more are no different)')
    return missed or not tried


def main(arguments):
    work = prove
    if arguments[:1] == ['--mutate']:
        work = mutate
        arguments = arguments[1:]
    if not arguments or arguments[0].startswith('-'):
        print('usage: prove.py [--mutate] FILE...', file=sys.stderr)
        return 2
    try:
        functions = {}
        for name in arguments:
            with open(name, encoding='ascii') as file:
                functions.update(read_functions(file.read()))
        return 1 if work(functions) else 0
    except OSError as error:
        print(f'prove.py: {error.filename}: {error.strerror}', file=sys.stderr)
    except ParseError as error:
        print(f'prove.py: {error}', file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
