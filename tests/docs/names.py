# SPDX-License-Identifier: MIT
"""What the pages name exists: links, paths, declarations, commands, options."""
import re
import sys

import build
from markdown import Page
from tap import Tap

# A path begins with a directory of the source tree, or of a build.
PATH = re.compile(r"(?:\.ci|arch|build|codegen|doc|m4|spec|src|tests)/[\w./*-]*$")


def slug(heading):
    """The anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def lost_links(page):
    for link in page.links():
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = page.path.parent / path if path else page.path
        if not target.exists():
            yield link
        elif anchor and anchor not in map(slug, Page(target).headings()):
            yield link


def lost_paths(page):
    for code in page.codes():
        path = re.sub(r"\b[A-Z]{2,}\b", "*", code)
        if PATH.match(path) and not any(list(root.glob(path)) for root in (build.SOURCE, build.BUILD)):
            yield code


def lost_declarations(page, declared):
    for code in page.codes():
        for name in re.findall(r"\b(?:axvcpu_\w+|AXVCPU_\w+)", code):
            if name not in declared:
                yield name


def lost_headers(page, names):
    for code in page.codes():
        header = re.fullmatch(r"<axvcpu/(\w+\.h)>", code)
        if header and header[1] not in names:
            yield code


def all_text(page):
    return "\n".join(page.lines)


def lost_commands(page):
    """Of the script that a newcomer starts with."""
    known = re.findall(r"^ *(?:Usage:)? *\./quickstart (\w+)",
                       build.call([build.SOURCE / "quickstart", "help"])[1], re.M)
    return set(re.findall(r"\./quickstart (\w+)", all_text(page))) - set(known)


def lost_options(page):
    """Of configure."""
    known = build.call([build.SOURCE / "configure", "--help"])[1]
    for line in re.findall(r"\./configure ([^`\n]*)", all_text(page)):
        for option in re.findall(r"--[a-z-]+", line):
            if option not in known:
                yield option


def check(tap, page, what, lost):
    tap.check(f"{page.path.name}: {what}", "\n".join(sorted(set(lost))))


def main():
    tap = Tap()
    headers = build.headers()
    declared = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in headers)))
    for path in build.PAGES:
        page = Page(build.SOURCE / path)
        check(tap, page, "every link leads somewhere", lost_links(page))
        check(tap, page, "every path is there", lost_paths(page))
        check(tap, page, "every name is declared", lost_declarations(page, declared))
        check(tap, page, "every header is there", lost_headers(page, {path.name for path in headers}))
        check(tap, page, "every command of quickstart is there", lost_commands(page))
        check(tap, page, "every option of configure is there", lost_options(page))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
