#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Check the rules for prose that a machine can check.

	prose_check.py [FILE...]	these files; by default all that git tracks
	prose_check.py --commits [REV]	the messages of the commits in git log REV

Prints a line for each finding, "FILE:LINE: what", and exits with 1 if there is
one. The rules:

- A sentence in documentation or in kernel-doc has at most 25 words. Documentation
  is .rst, README, HACKING, PORTING and ASSURANCE. An error code after a comma or
  a semicolon begins a sentence, as in the list of a Return: section.
- No text has a word of configs/forbidden-words.list. Of C, Python and assembler
  files the check reads comments and strings, and of patches the message and the
  added lines.
- The short description of kernel-doc begins with a verb and is not a question.
- A Fixes: line has the form: Fixes: <12 or more hex digits> ("subject").
"""

import os
import re
import subprocess
import sys

from lib import TOP

FORBIDDEN = 'configs/forbidden-words.list'
MAX_WORDS = 25
NOT_CHECKED = re.compile(
    r'^(LICENSES/|COPYING$|configs/forbidden-words\.list$)|/corpus/'
    r'|\.(svg|png|csv|json|bpf)$')
DOCUMENT = re.compile(r'\.rst$|(^|/)(README|HACKING|PORTING|ASSURANCE)$')
FIXES = re.compile(r'^Fixes: [0-9a-f]{12,40} \("\S.*"\)$')
# A short description that begins with one of these words has no verb first. A
# structure may begin with an article.
QUESTION = set('what where how which is are do does can has'.split())
ARTICLE = set('the a an'.split())
ABBREVIATION = re.compile(r'\b(e\.g|i\.e|etc|vs|cf|[A-Z])\.$')
ERROR_CODE = re.compile(r'^%?-E[A-Z0-9]+\b')
# The body of these directives is prose; that of the others is not.
PROSE_DIRECTIVE = re.compile(
    r'^\.\. (note|warning|tip|important|caution|attention|hint)::')
ITEM = re.compile(r'^(?:[-*+] +|(?:\d+|#|[a-z])[.)] +)')
FIELD = re.compile(r'^:[\w -]+: ')
RULE_LINE = re.compile(r'^([=~^"#*+`.-])\1{2,}$')
TABLE_RULE = re.compile(r'^=+( +=+)+$')


class Checker:
    """Collects findings."""

    def __init__(self):
        self.findings = []
        self.forbidden = read_forbidden()

    def report(self, where, line, what):
        self.findings.append((where, line, what))


def read_forbidden():
    """Return pairs of a compiled pattern and the better word."""
    pairs = []
    with open(os.path.join(TOP, FORBIDDEN), encoding='utf-8') as lines:
        for line in lines:
            line = line.rstrip('\n')
            if not line or line.startswith('#'):
                continue
            word, better = line.split('|')
            pattern = re.escape(word.rstrip('*')).replace(r'\ ', r'\s+')
            pattern = r'(?<![\w-])' + pattern
            pattern += r'\w*' if word.endswith('*') else r'(?![\w])'
            pairs.append((re.compile(pattern, re.I), better))
    return pairs


# --- Sentences -------------------------------------------------------------

def words_of(text):
    """Count words; a literal, a role or a link is one."""
    text = re.sub(r'``[^`]+``|:[\w:]+:`[^`]+`|`[^`]+`_{0,2}', 'literal', text)
    return sum(1 for word in text.split() if re.search(r'\w', word))


def check_sentences(checker, name, block):
    """block: pairs of a line number and text that are one paragraph."""
    sentence, first = [], None
    for number, text in block:
        # A literal keeps its spaces and stops together.
        for word in re.findall(r'``[^`]+``\S*|\S+', text):
            # An error in a list of return values is a sentence of its own.
            if ERROR_CODE.match(word) and sentence and sentence[-1][-1] in ',;':
                end_sentence(checker, name, first, sentence)
                sentence, first = [], None
            if first is None:
                first = number
            sentence.append(word)
            if (re.search(r'[.!?]["\')\]*]*$', word) and
                    not ABBREVIATION.search(word)):
                end_sentence(checker, name, first, sentence)
                sentence, first = [], None
    end_sentence(checker, name, first, sentence)


def end_sentence(checker, name, line, sentence):
    count = words_of(' '.join(sentence))
    if count > MAX_WORDS:
        checker.report(name, line, f'a sentence of {count} words, at most '
                       f'{MAX_WORDS}: "{" ".join(sentence[:5])} ..."')


def indent_of(text):
    return len(text) - len(text.lstrip())


def paragraphs(lines, plain):
    """Yield the paragraphs of reStructuredText, or of plain text.

    lines: pairs of a number and text without tabs. Skips what is no prose:
    literal blocks, headings, tables, comments, and directives that have no
    prose. plain: a block that is indented by four spaces is no prose either.
    """
    block, inside, skip, after_blank = [], 0, None, True
    table = False
    for at, (number, text) in enumerate(lines):
        stripped = text.strip()
        indent = indent_of(text)
        following = lines[at + 1][1].strip() if at + 1 < len(lines) else ''
        if table:
            # A simple table ends with a rule before an empty line.
            table = not (not following and (TABLE_RULE.match(stripped)))
            continue
        if not stripped:
            if block:
                yield block
            if block and block[-1][1].endswith('::'):
                skip = min(indent_of(lines[n][1]) for n in range(at)
                           if lines[n][0] == block[-1][0])
            block, after_blank = [], True
            continue
        if skip is not None:
            if indent > skip:
                continue
            skip = None
        if (plain and after_blank and indent >= 4 and not ITEM.match(stripped)
                and indent != inside):
            skip = 3
            after_blank = False
            continue
        after_blank = False
        if TABLE_RULE.match(stripped):
            table = True
            continue
        heading = (RULE_LINE.match(following) and indent == 0 and
                   len(following) >= len(stripped))
        if RULE_LINE.match(stripped) or stripped[0] == '|' or heading or \
                stripped.startswith(('+-', '+=')):
            if block:
                yield block
            block = []
            continue
        if stripped.startswith('.. ') or stripped == '..':
            if block:
                yield block
            block = []
            if not PROSE_DIRECTIVE.match(stripped):
                skip = indent
            continue
        item = ITEM.match(stripped)
        while item:
            indent += item.end()
            stripped = stripped[item.end():]
            if block:
                yield block
            block = []
            inside = indent
            item = ITEM.match(stripped)
        if block and (indent != inside or FIELD.match(stripped)):
            yield block
            block = []
        if not block:
            inside = indent
        block.append((number, stripped))
    if block:
        yield block


def check_document(checker, name, text):
    lines = [(number, line.expandtabs())
             for number, line in enumerate(text.split('\n'), 1)]
    plain = not name.endswith('.rst') and not text.startswith('..')
    for block in paragraphs(lines, plain):
        check_sentences(checker, name, block)


# --- Kernel-doc ------------------------------------------------------------

def check_kernel_doc(checker, name, text):
    for found in re.finditer(r'/\*\*[ \t]*(\n.*?|[^\n*/].*?)\*/', text, re.S):
        first = text.count('\n', 0, found.start()) + 1
        lines = []
        for at, line in enumerate(found.group(0)[3:-2].split('\n')):
            lines.append((first + at, re.sub(r'^\s*\*( |$)|^\s+(?=\S)', '',
                                             line.expandtabs())))
        check_short(checker, name, lines)
        body = []
        for number, line in lines:
            # A parameter and a section begin a paragraph.
            if re.match(r'(@[\w.]+|[A-Z]\w+|Return):(\s|$)', line):
                body.append((number, ''))
            body.append((number, re.sub(r'^(@[\w.]+|[A-Z]\w+):\s*', '', line)
                         if line.startswith('@') else line.lstrip('\t')))
        for block in paragraphs(undent(body), False):
            check_sentences(checker, name, block)


def undent(lines):
    """Make continued lines of a parameter or section align with its first."""
    out, inside = [], False
    for number, line in lines:
        if not line.strip():
            inside = False
        elif inside and not ITEM.match(line.strip()) and \
                not out[-1][1].endswith('::') and indent_of(line) <= 8:
            line = line.strip()
        else:
            inside = not line.startswith(' ')
        out.append((number, line))
    return out


def check_short(checker, name, lines):
    for at, (number, line) in enumerate(lines):
        if not line.strip():
            continue
        found = re.match(r'(struct |enum |union |typedef )?[\w.]+(\(\))? - (.*)',
                         line.strip())
        if not found or line.startswith(('@', 'DOC:')):
            return
        short = found.group(3)
        for _, more in lines[at + 1:]:
            if not more.strip() or more.startswith('@'):
                break
            short += ' ' + more.strip()
        word = re.sub(r'\W', '', short.split()[0]).lower()
        if word in QUESTION or (word in ARTICLE and not found.group(1)):
            checker.report(name, number, 'kernel-doc begins with '
                           f'"{word}", not with a verb')
        if short.rstrip().endswith('?'):
            checker.report(name, number, 'kernel-doc is a question')
        return


# --- Forbidden words -------------------------------------------------------

C_TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
PYTHON_TOKEN = re.compile(
    r'"""(?:.*?)"""|#[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(text):
    """Keep the newlines only, so that offsets stay those of the file."""
    return re.sub(r'[^\n]', '\0', text)


def only_tokens(pattern, text):
    """Blank all of the text but what the pattern matches."""
    out, end = [], 0
    for found in pattern.finditer(text):
        out.append(blank(text[end:found.start()]))
        out.append(found.group(0))
        end = found.end()
    return ''.join(out) + blank(text[end:])


def only_ours(text):
    """Of a patch: the message and the added lines."""
    lines, in_diff = [], False
    for line in text.split('\n'):
        if re.match(r'---( |$)|diff ', line):
            in_diff = True
        kept = not in_diff or (line.startswith('+') and
                               not line.startswith('+++'))
        lines.append(line if kept else blank(line))
    return '\n'.join(lines)


def check_words(checker, name, text):
    if name.endswith(('.c', '.h', '.S', '.pml')):
        text = only_tokens(C_TOKEN, text)
    elif name.endswith('.py'):
        text = only_tokens(PYTHON_TOKEN, text)
    elif name.endswith('.patch'):
        text = only_ours(text)
    # A phrase may continue after the sign of a comment's next line.
    text = re.sub(r'(?m)^([ \t+]*)(\*|#|//)(?=\s)',
                  lambda m: m.group(1) + ' ' * len(m.group(2)), text)
    if name.endswith('.patch'):
        text = re.sub(r'(?m)^\+', ' ', text)
    for pattern, better in checker.forbidden:
        for found in pattern.finditer(text):
            line = text.count('\n', 0, found.start()) + 1
            word = ' '.join(found.group(0).split())
            checker.report(name, line, f'"{word}": write {better}')


# --- Fixes: ----------------------------------------------------------------

def check_fixes(checker, name, text, first=1):
    for number, line in enumerate(text.split('\n'), first):
        if line.startswith('Fixes:') and not FIXES.match(line):
            checker.report(name, number,
                           'write Fixes: <12 or more hex digits> ("subject")')


def check_commits(checker, revisions):
    log = git('log', '--format=%H%n%B%x00', *revisions)
    for entry in log.split('\0'):
        commit, _, message = entry.strip('\n').partition('\n')
        check_fixes(checker, f'commit {commit[:12]}', message)


# --- Files -----------------------------------------------------------------

def git(*arguments):
    return subprocess.run(['git', '-C', TOP, *arguments], check=True,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, encoding='utf-8').stdout


def tracked():
    """Return the paths that git tracks; without git, all but build/."""
    try:
        return git('ls-files').splitlines()
    except (OSError, subprocess.CalledProcessError):
        found = []
        for directory, below, names in os.walk(TOP):
            below[:] = [b for b in below if b not in ('build', '.git')]
            found += [os.path.relpath(os.path.join(directory, name), TOP)
                      for name in names]
        return found


def check_file(checker, path, name):
    with open(path, encoding='utf-8', errors='replace') as file:
        text = file.read()
    check_words(checker, name, text)
    if DOCUMENT.search(name):
        check_document(checker, name, text)
    if name.endswith(('.c', '.h')):
        check_kernel_doc(checker, name, text)
    if name.endswith('.patch') or '/patches/' in f'/{name}':
        check_fixes(checker, name, text)


def main(arguments):
    checker = Checker()
    if arguments[:1] == ['--commits']:
        check_commits(checker, arguments[1:])
    else:
        for name in arguments or tracked():
            path = name if arguments else os.path.join(TOP, name)
            shown = os.path.relpath(os.path.realpath(path), TOP)
            if shown.startswith('..'):
                shown = name
            if not NOT_CHECKED.search(shown) and os.path.isfile(path):
                check_file(checker, path, shown)
    for where, line, what in sorted(set(checker.findings)):
        print(f'{where}:{line}: {what}')
    return 1 if checker.findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
