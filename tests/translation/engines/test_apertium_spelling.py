"""How answers of Apertium are spelled, by rule and through the installed pairs."""

import pytest

from translation.engines.apertium import ApertiumEngine
from translation.engines.apertium_spelling import spelled
from translation.engines.base import Pair, Segment, atom_character

ATOM = atom_character(0)
EN_ES, ES_FR, FR_ES, ES_PT = Pair("en", "es"), Pair("es", "fr"), Pair("fr", "es"), Pair("es", "pt")


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("LA IMPRESORA NO VA", "L'IMPRIMANTE NE VA pas", "L'IMPRIMANTE NE VA PAS"),
        ("la impresora", "L'imprimante", "l'imprimante"),
        ("La impresora", "l'imprimante", "L'imprimante"),
        ("«La impresora", "«l'imprimante", "«\u00a0L'imprimante"),
        ("cables de USB", "USB câbles", "USB câbles"),
        (f"{ATOM} no va", f"{ATOM} Ne va pas", f"{ATOM} Ne va pas"),
        ("3 archivos", "3 Archives", "3 Archives"),
        ("A ver", "voyons", "Voyons"),
        ("12", "12", "12"),
    ],
)
def test_case_is_that_of_the_source(source: str, answer: str, expected: str) -> None:
    assert spelled(answer, source, ES_FR) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Où est-ce?", "Où est-ce\u00a0?"),
        ("Vraiment?! Oui…", "Vraiment\u00a0?! Oui…"),
        ("Attends; ouvre: voilà!", "Attends\u00a0; ouvre\u00a0: voilà\u00a0!"),
        ("Le «fichier» va", "Le «\u00a0fichier\u00a0» va"),
        ("Il est 12:30", "Il est 12:30"),
        (f"Ouvre {ATOM}?", f"Ouvre {ATOM}\u00a0?"),
        ("Déjà fait\u00a0?", "Déjà fait\u00a0?"),
    ],
)
def test_french_sets_high_marks_off(answer: str, expected: str) -> None:
    assert spelled(answer, "Como en español", ES_FR) == expected


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_other_languages_do_not(space: str) -> None:
    source = f"«{space}Où{space}» est-il{space}?"
    assert spelled(f"«{space}Dónde{space}» está{space}?", source, FR_ES) == "«¿Dónde» está?"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Dónde está?", "¿Dónde está?"),
        ("Hola! Dónde está? Aquí.", "¡Hola! ¿Dónde está? Aquí."),
        ("¿Dónde está?", "¿Dónde está?"),
        ("Hola. (Está aquí?)", "Hola. (¿Está aquí?)"),
        ("Es la 1.5 verdad? Sí", "¿Es la 1.5 verdad? Sí"),
        ("No lo sé. Es así", "No lo sé. Es así"),
        ("?", "?"),
        (f"{ATOM}?", f"{ATOM}?"),
        ("A.b " * 50_000, "A.b " * 50_000),
    ],
    ids=lambda text: text[:20],
)
def test_spanish_opens_questions(answer: str, expected: str) -> None:
    assert spelled(answer, "As in English", EN_ES) == expected


def test_other_languages_open_none() -> None:
    assert spelled("¿Onde está? ¡Olá!", "¿Dónde está? ¡Hola!", ES_PT) == "Onde está? Olá!"


@pytest.mark.parametrize(
    ("pair", "text", "expected"),
    [
        (Pair("en", "es"), "the printer does not work", "la impresora no "),
        (Pair("en", "es"), "Where is the file?", "¿Dónde "),
        (Pair("es", "fr"), "LA IMPRESORA NO FUNCIONA", "L'IMPRIMANTE NE FONCTIONNE PAS"),
        (Pair("es", "fr"), "¿Dónde está el archivo?", "\u00a0?"),
        (Pair("fr", "es"), "Où est le fichier ?", " el fichero?"),
        (Pair("es", "pt"), "¡Hola!  La  impresora.", "Olá! A impressora."),
        (Pair("es", "it"), "¡Hola, Juan!", "Ciao, Juan!"),
        (Pair("es", "ca"), "¿Dónde está el archivo?", "On està l'arxiu?"),
        (Pair("en", "ca"), "the printer", "la impressora"),
        (Pair("ru", "uk"), "привет", "вітання"),
        (Pair("ru", "uk"), "ПРИНТЕР НЕ РАБОТАЕТ", "ПРИНТЕР НЕ ПРАЦЮЄ"),
    ],
    ids=str,
)
def test_installed_pairs_spell_well(
    apertium: ApertiumEngine, pair: Pair, text: str, expected: str
) -> None:
    if pair not in apertium.pairs():
        pytest.skip(f"Apertium's {pair.source}-{pair.target} is not installed")
    assert expected in apertium.translate([Segment(text)], pair)[0][0].text
