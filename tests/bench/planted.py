"""Planted duplicates: how many are found, and how many others are taken for such.

Run as a program, `python -m tests.bench.planted FOLDER [SEED]`, with the folder of the public data
sets, it prints recall by kind of edit, and precision with hard negatives among the texts.
"""

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge.dedup import abstract_of, same_work, signature
from knowledge.model import Abstract, Bibliography, Record, Source

COUNT = 3000
Edit = Callable[[str, random.Random, Sequence[str]], str]
LIGATURES = (("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"))
READ_WRONG = (("l", "1"), ("o", "0"), ("m", "rn"), ("e", "c"), ("h", "b"))
SPELLINGS = (("ize", "ise"), ("ization", "isation"), ("or ", "our "), ("yze", "yse"))
HEADINGS = ("BACKGROUND:", "METHODS:", "RESULTS:", "CONCLUSIONS:")


def words_edited(text: str, rng: random.Random, vocabulary: Sequence[str]) -> str:
    """One to five in a hundred words replaced, left out, doubled or swapped."""
    words = text.split()
    for _ in range(max(1, round(len(words) * rng.uniform(0.01, 0.05)))):
        place = rng.randrange(len(words))
        kind = rng.randrange(4)
        if kind == 0:
            words[place] = rng.choice(vocabulary)
        elif kind == 1 and len(words) > 1:
            del words[place]
        elif kind == 2:
            words.insert(place, rng.choice(vocabulary))
        elif place + 1 < len(words):
            words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def tail_cut(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """Four fifths of it or more, then an ellipsis."""
    return text[: int(len(text) * rng.uniform(0.8, 0.97))].rstrip() + rng.choice(("", "…", " ..."))


def header_prepended(text: str, rng: random.Random, vocabulary: Sequence[str]) -> str:
    """A journal's line, a title and authors in front."""
    title = " ".join(rng.choices(vocabulary, k=rng.randint(6, 14))).capitalize()
    names = ", ".join(w.capitalize() for w in rng.choices(vocabulary, k=rng.randint(2, 6)))
    return (
        f"J. Clin. Res. {rng.randint(1, 99)} ({rng.randint(1990, 2024)}). {title}. {names}. {text}"
    )


def typeset(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """LaTeX and Unicode: ligatures, dashes, escaped signs, hard spaces."""
    for plain, ligature in LIGATURES:
        text = text.replace(plain, ligature)
    text = text.replace("%", r"\%").replace("-", rng.choice("‐‑–"))
    return text.replace(". ", ".\u00a0")


def read_by_machine(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """Letters misread in two of a hundred words, and words broken at line ends."""
    words = text.split()
    for place in rng.sample(range(len(words)), max(1, len(words) // 50)):
        wrong, right = rng.choice(READ_WRONG)
        words[place] = words[place].replace(wrong, right)
    return "\n".join(" ".join(words[i : i + 12]) for i in range(0, len(words), 12))


def sentence_dropped(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """One sentence gone."""
    parts = re.split(r"(?<=\.) ", text)
    if len(parts) > 4:
        del parts[rng.randrange(len(parts))]
    return " ".join(parts)


def headed(text: str, _: random.Random, __: Sequence[str]) -> str:
    """Structured: headings in front of its parts."""
    parts = re.split(r"(?<=\.) ", text)
    step = max(1, len(parts) // len(HEADINGS))
    starts = range(0, len(parts), step)
    for heading, start in zip(HEADINGS, starts, strict=False):
        parts[start] = f"{heading} {parts[start]}"
    return " ".join(parts)


def copyrighted(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """A publisher's notice behind it."""
    year = rng.randint(1995, 2024)
    return f"{text} © {year} Elsevier B.V. All rights reserved. This is an open access article."


def spelt_otherwise(text: str, _: random.Random, __: Sequence[str]) -> str:
    """British for American endings."""
    for american, british in SPELLINGS:
        text = text.replace(american, british)
    return text


def several(text: str, rng: random.Random, vocabulary: Sequence[str]) -> str:
    """Two of the others at once."""
    for edit in rng.sample(list(EDITS.values())[:-1], 2):
        text = edit(text, rng, vocabulary)
    return text


EDITS: dict[str, Edit] = {
    "words edited": words_edited,
    "tail cut": tail_cut,
    "header prepended": header_prepended,
    "typeset": typeset,
    "read by machine": read_by_machine,
    "sentence dropped": sentence_dropped,
    "headed": headed,
    "copyrighted": copyrighted,
    "spelt otherwise": spelt_otherwise,
    "several": several,
}


def spliced(first: str, others: Sequence[str], rng: random.Random) -> str:
    """A text that shares up to two fifths of its words with the first, less with each other."""
    words = first.split()
    kept = int(len(words) * rng.uniform(0.3, 0.4))
    part = (len(words) - kept) // len(others) + 1
    own = [word for other in others for word in other.split()[:part]]
    return " ".join([*words[:kept], *own] if rng.random() < 0.5 else [*own, *words[-kept:]])


def refilled(text: str, rng: random.Random, vocabulary: Sequence[str]) -> str:
    """The same form told of another study: other figures, other words for those it repeats."""
    told = re.sub(r"\d+", lambda _: str(rng.randint(2, 999)), text)
    often = [w for w in set(re.findall(r"[a-z]{6,}", told)) if told.count(w) >= 3]
    for word in rng.sample(sorted(often), min(3, len(often))):
        told = told.replace(word, rng.choice(vocabulary))
    return told


def sequel(title: str, text: str, rng: random.Random, vocabulary: Sequence[str]) -> tuple[str, str]:
    """The next paper of the same people: another title, and other figures or another subject."""
    figures = re.sub(r"\d+", lambda m: str(int(m[0]) + rng.randint(1, 9)), text)
    often = sorted({w for w in re.findall(r"[a-z]{6,}", text.lower()) if w in title.lower()})
    kind = rng.randrange(3)
    if kind == 0 and figures != text:
        return f"{title}. Part {rng.choice(('2', 'II', 'B'))}", figures
    if kind == 1 and often:
        word, other = rng.choice(often), rng.choice(vocabulary)
        return re.sub(word, other, title, flags=re.IGNORECASE), re.sub(
            word, other, text, flags=re.IGNORECASE
        )
    words = text.split()
    for place in rng.sample(range(len(words)), max(2, len(words) // 12)):
        words[place] = rng.choice(vocabulary)
    return " ".join([*rng.sample(vocabulary, 3), *title.split()[3:]]), " ".join(words)


def elsewhere(
    title: str, text: str, rng: random.Random, vocabulary: Sequence[str]
) -> tuple[str, str]:
    """The same work at another venue: its title set otherwise at most, its text edited."""
    told = rng.choice((words_edited, tail_cut, headed, copyrighted, sentence_dropped, several))
    set_otherwise = rng.choice((title.upper(), title, f"{title}.", title.replace("-", " ")))
    return set_otherwise, told(text, rng, vocabulary)


def titled(folder: Path) -> list[tuple[str, str]]:
    """Titles and texts of real papers."""
    rows = (folder / "scifact" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    read = ((row["title"], " ".join(row["abstract"])) for row in map(json.loads, rows))
    return [each for each in dict.fromkeys(read) if len(each[1].split()) >= 40]


def joined_share(pairs_made: Sequence[tuple[tuple[str, str], tuple[str, str]]]) -> float:
    """The share of pairs of title and text that are made one."""
    joined = 0
    for pair in pairs_made:
        one, other = (
            abstract_of(Record(text, Bibliography(title=title), Source("x", 1)))
            for title, text in pair
        )
        meet = not set(signature(one)).isdisjoint(signature(other))
        joined += one.id != other.id and meet and same_work(one, other)
    return joined / len(pairs_made)


def titled_pairs(folder: Path, seed: int) -> Iterator[tuple[str, float]]:
    """Of sequels and of works at two venues, the share of pairs that are made one."""
    rng = random.Random(seed)
    papers = titled(folder)[:COUNT]
    vocabulary = sorted({w for _, text in papers[:300] for w in re.findall(r"[a-z]{5,}", text)})
    for name, make in (("sequels", sequel), ("two venues", elsewhere)):
        made = [(paper, make(*paper, rng, vocabulary)) for paper in papers]
        yield name, joined_share([(a, b) for a, b in made if a[1] != b[1]])


def works(folder: Path) -> list[str]:
    """Real abstracts of the public sets, each once."""
    texts: dict[str, None] = {}
    for name in ("scifact", "cran", "med"):
        for line in (folder / name / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row.get("text") or " ".join(row.get("abstract", ()))
            if len(text.split()) >= 40:
                texts[" ".join(text.split())] = None
    return list(texts)


def planted(texts: Sequence[str], seed: int) -> Iterator[tuple[str, str, int]]:
    """Texts with their kind and the number of their work: originals, copies and hard negatives."""
    rng = random.Random(seed)
    chosen = rng.sample(range(len(texts)), COUNT)
    vocabulary = sorted({w for n in chosen[:300] for w in re.findall(r"[a-z]{4,}", texts[n])})
    kinds = list(EDITS)
    for number, text in enumerate(texts):
        yield "original", text, number
    for place, number in enumerate(chosen):
        kind = kinds[place % len(kinds)]
        yield kind, EDITS[kind](texts[number], rng, vocabulary), number
        if place % 3 == 0:
            others = rng.sample(texts, 3)
            yield "spliced", spliced(texts[number], others, rng), len(texts) + 2 * place
        refill = refilled(texts[number], rng, vocabulary)
        if place % 3 == 1 and len(set(re.findall(r"\d+", texts[number]))) >= 6:
            yield "refilled", refill, len(texts) + 2 * place + 1


def pairs(abstracts: Sequence[Abstract]) -> Iterator[tuple[int, int]]:
    """The pairs that are found to be of one work."""
    met: defaultdict[int, list[int]] = defaultdict(list)
    for place, abstract in enumerate(abstracts):
        near = {other for number in signature(abstract) for other in met[number]}
        for other in sorted(near):
            if same_work(abstract, abstracts[other]):
                yield other, place
        for number in signature(abstract):
            met[number].append(place)


def main() -> None:
    """Print what is found."""
    folder = Path(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    made = list(planted(works(folder), seed))
    abstracts = [abstract_of(Record(t, Bibliography(), Source(k, n))) for k, t, n in made]
    found = list(pairs(abstracts))
    right = [(a, b) for a, b in found if made[a][2] == made[b][2]]
    wrong = [(a, b) for a, b in found if made[a][2] != made[b][2]]
    copies = {b for _, b in right}
    for kind in EDITS:
        all_of = [n for n, (k, _, _) in enumerate(made) if k == kind]
        share = sum(n in copies for n in all_of) / len(all_of)
        sys.stdout.write(f"{kind:18} recall {share:.4f} of {len(all_of)}\n")
    planted_count = sum(k in EDITS for k, _, _ in made)
    sys.stdout.write(f"all                recall {len(copies) / planted_count:.4f}\n")
    sys.stdout.write(f"precision {len(right) / len(found):.4f} of {len(found)} pairs\n")
    for kind in ("original", "spliced", "refilled"):
        taken = {b for a, b in wrong if kind in (made[a][0], made[b][0])}
        sys.stdout.write(f"wrong pairs with {kind}: {len(taken)}\n")
    for name, share in titled_pairs(folder, seed):
        sys.stdout.write(f"{name}: {share:.4f} made one\n")
    if len(sys.argv) > 3:
        for a, b in wrong[: int(sys.argv[3])]:
            sys.stdout.write(f"--- {made[a][:2]}\n    {made[b][:2]}\n")


if __name__ == "__main__":
    main()
