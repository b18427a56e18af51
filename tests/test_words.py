"""The check of the translations finds each way in which a catalogue can fall behind the code."""

from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.words import _read as read
from tests.words import compiled, extract, problems, updated

CODE = """
from scoreboard.i18n import _, mark, n_, pgettext

# Translators: shown at the top
_("Hello {name}")
n_("one call", "{n} calls", 2)
pgettext("month", "May")
mark("Today")
"""
TRANSLATIONS: dict[str, str | tuple[str, str]] = {
    "Hello {name}": "Hallo {name}",
    "one call": ("één telefoontje", "{n} telefoontjes"),
    "May": "mei",
    "Today": "Vandaag",
}


@pytest.fixture
def template(tmp_path: Path) -> Catalog:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "page.py").write_text(CODE)
    return extract(tmp_path / "app")


@pytest.fixture
def po_file(tmp_path: Path, template: Catalog) -> Path:
    """A catalogue in perfect order."""
    path = tmp_path / "scoreboard.po"
    path.write_bytes(updated(path, "nl", template))
    translate(path, TRANSLATIONS)
    path.write_bytes(updated(path, "nl", template))
    path.with_suffix(".mo").write_bytes(compiled(read(path, "nl")))
    return path


def translate(po_file: Path, translations: dict[str, str | tuple[str, str]]) -> None:
    """Fill in translations as a person would, in the text of the file."""
    lines = po_file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        for original, translation in translations.items():
            if line == f'msgid "{original}"':
                if isinstance(translation, str):
                    lines[number + 1] = f'msgstr "{translation}"'
                else:
                    lines[number + 2 : number + 4] = [
                        f'msgstr[{form}] "{text}"' for form, text in enumerate(translation)
                    ]
    po_file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def faults(po_file: Path, template: Catalog) -> str:
    return "\n".join(problems(po_file, "nl", template))


def test_a_catalogue_in_order_has_no_faults(po_file: Path, template: Catalog) -> None:
    assert faults(po_file, template) == ""
    assert "#. shown at the top" in po_file.read_text(encoding="utf-8").replace("Translators: ", "")


def test_updating_changes_nothing_when_the_texts_are_the_same(po_file: Path, template: Catalog) -> None:
    assert updated(po_file, "nl", template) == po_file.read_bytes()


def test_a_new_text_is_noticed(po_file: Path, template: Catalog) -> None:
    template.add("Week")
    assert "not up to date" in faults(po_file, template)
    po_file.write_bytes(updated(po_file, "nl", template))
    assert "not translated: 'Week'" in faults(po_file, template)
    assert "Vandaag" in po_file.read_text(encoding="utf-8")


def test_a_gone_text_is_noticed_and_dropped(po_file: Path, template: Catalog) -> None:
    template.delete("Today")
    assert "not up to date" in faults(po_file, template)
    po_file.write_bytes(updated(po_file, "nl", template))
    assert "Vandaag" not in po_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("translations", "fault"),
    [
        ({"Today": ""}, "not translated: 'Today'"),
        ({"one call": ("één telefoontje", "")}, "not translated: ('one call', '{n} calls')"),
        ({"Hello {name}": "Hallo {naam}"}, "other placeholders than the original: 'Hello {name}'"),
        ({"Hello {name}": "Hallo {name"}, "other placeholders than the original: 'Hello {name}'"),
        ({"one call": ("{m} telefoontje", "{n} telefoontjes")}, "other placeholders than the original"),
    ],
)
def test_a_translation_that_does_not_fit_is_noticed(
    po_file: Path, template: Catalog, translations: dict[str, str | tuple[str, str]], fault: str
) -> None:
    translate(po_file, translations)
    assert fault in faults(po_file, template)


def test_a_translation_in_doubt_is_noticed(po_file: Path, template: Catalog) -> None:
    text = po_file.read_text(encoding="utf-8")
    po_file.write_text(text.replace('msgid "Today"', '#, fuzzy\nmsgid "Today"'), encoding="utf-8")
    assert "fuzzy: 'Today'" in faults(po_file, template)


def test_a_stale_compiled_catalogue_is_noticed(po_file: Path, template: Catalog) -> None:
    translate(po_file, {"Today": "Heden"})
    assert "scoreboard.mo is stale" in faults(po_file, template)


def test_a_missing_compiled_catalogue_is_noticed(po_file: Path, template: Catalog) -> None:
    po_file.with_suffix(".mo").unlink()
    assert "scoreboard.mo is stale" in faults(po_file, template)
