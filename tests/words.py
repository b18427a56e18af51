"""Keeps the translations: extracts the texts of the program, updates, compiles and checks the catalogues.

python3 dev.py words           after texts were added or changed; then fill in what is new
python3 dev.py words --check   names everything that is missing, stale or no longer fits
"""

import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scoreboard import __version__

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "mark": None, "n_": (1, 2), "pgettext": ((1, "c"), 2)}
LANGUAGES = ("nl", "de", "fr")  # English is in the code


def extract(source: Path) -> Catalog:
    """Collect the texts of all modules below a folder."""
    template = Catalog()
    texts = extract_from_dir(
        source, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _line, message, comments, context in texts:
        place = (Path(source.name, file).as_posix(), 0)
        template.add(message, locations=[place], auto_comments=comments, context=context)
    return template


def updated(po_file: Path, language: str, template: Catalog) -> bytes:
    """Return the catalogue with the texts as they are now; keeps translations, drops those of gone texts."""
    catalogue = _read(po_file, language)
    creation = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.creation_date = creation  # or every run would change the file
    catalogue.obsolete.clear()
    buffer = io.BytesIO()
    # Without line numbers: they would change the catalogues with every edit of the code.
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it at run time."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def problems(po_file: Path, language: str, template: Catalog) -> Iterator[str]:
    """Name what is wrong with a catalogue and its compiled form, one sentence each."""
    if not po_file.exists() or po_file.read_bytes() != updated(po_file, language, template):
        yield f"{language}: not up to date with the texts in the code; run `python3 dev.py words`"
        return
    catalogue = _read(po_file, language)
    for message in catalogue:
        if message.id:
            yield from (f"{language}: {fault}: {message.id!r}" for fault in _faults(message))
    mo_file = po_file.with_suffix(".mo")
    if not mo_file.exists() or mo_file.read_bytes() != compiled(catalogue):
        yield f"{language}: {mo_file.name} is stale; run `python3 dev.py words`"


def _faults(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    translations = _forms(message.string)
    if not all(translations):
        yield "not translated"
    # "one call" may leave the number out, so a translation follows either form.
    allowed = [_placeholders(original) for original in _forms(message.id)]
    if any(_placeholders(text) not in allowed for text in translations if text):
        yield "other placeholders than the original"


def _forms(text: str | Iterable[str | None] | None) -> list[str]:
    """Return the singular and plural forms of a text, or the text alone."""
    return [text or ""] if isinstance(text, str | None) else [form or "" for form in text]


def _placeholders(text: str) -> set[str] | None:
    try:
        return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field is not None}
    except ValueError:  # a brace without its other half
        return None


def _read(po_file: Path, language: str) -> Catalog:
    if po_file.exists():
        with po_file.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(
        locale=language,
        project="Scoreboard",
        version=__version__,
        header_comment="# Part of Scoreboard, under the same licence.",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        revision_date=datetime.now(UTC),
        fuzzy=False,
    )


def main(arguments: list[str]) -> int:
    """Update or check all catalogues."""
    template = extract(ROOT / "scoreboard")
    found: list[str] = []
    for language in LANGUAGES:
        po_file = ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "scoreboard.po"
        if "--check" not in arguments:
            po_file.parent.mkdir(parents=True, exist_ok=True)
            po_file.write_bytes(updated(po_file, language, template))
            po_file.with_suffix(".mo").write_bytes(compiled(_read(po_file, language)))
        found += problems(po_file, language, template)
    print(*found, f"{len(found)} problems in the translations.", sep="\n")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
