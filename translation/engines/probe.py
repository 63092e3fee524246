"""Finds out at installation whether a package really translates, and which codes survive it.

Models differ in what they do to ``%1`` or ``X1``. A few sentences go through the model in every
form, and the forms are kept in the order of their survival.
"""

from operator import itemgetter

from translation.engines.base import Effort, Segment, atom_character
from translation.engines.decoding import Decoded, decode
from translation.engines.models import ModelCache
from translation.engines.parts import Part, candidates, parts_of
from translation.engines.placeholders import FORMS
from translation.engines.tokenizers import Tokenizer
from translation.packages.folder import InstalledPackage

_SENTENCES = {
    "ar": "افتح @ ثم أعد التشغيل.|لا يمكن العثور على الملف @.|كيف يمكنني تغيير @ إلى @؟",
    "ca": "Obre @ i reinicia l'ordinador.|No s'ha trobat el fitxer @.|Com puc canviar @ per @?",
    "de": "Öffne @ und starte neu.|Die Datei @ wurde nicht gefunden.|Wie ändere ich @ zu @?",
    "en": "Please open @ and restart.|The file @ was not found.|How can I change @ to @?",
    "es": "Abre @ y reinicia el equipo.|No se encontró el archivo @.|¿Cómo puedo cambiar @ a @?",
    "fr": "Ouvrez @ et redémarrez.|Le fichier @ est introuvable.|Comment changer @ en @ ?",
    "hi": "@ खोलें और फिर से शुरू करें।|फ़ाइल @ नहीं मिली।|मैं @ को @ में कैसे बदलूँ?",
    "it": "Apri @ e riavvia.|Il file @ non è stato trovato.|Come posso cambiare @ in @?",
    "ja": "@ を開いて再起動してください。|ファイル @ が見つかりません。|@ を @ に変更する方法は？",
    "ko": "@ 파일을 열고 다시 시작하세요.|파일 @ 없음.|@ 값을 @ 값으로 어떻게 바꾸나요?",
    "nl": "Open @ en start opnieuw.|Het bestand @ is niet gevonden.|Hoe verander ik @ in @?",
    "pl": "Otwórz @ i uruchom ponownie.|Nie znaleziono pliku @.|Jak zmienić @ na @?",
    "pt": "Abra @ e reinicie.|O ficheiro @ não foi encontrado.|Como posso mudar @ para @?",
    "ru": "Откройте @ и перезапустите.|Файл @ не найден.|Как изменить @ на @?",
    "sv": "Öppna @ och starta om.|Filen @ hittades inte.|Hur ändrar jag @ till @?",
    "tr": "@ dosyasını açın ve yeniden başlatın.|@ dosyası bulunamadı.|@ nasıl @ yapılır?",
    "uk": "Відкрийте @ і перезапустіть.|Файл @ не знайдено.|Як змінити @ на @?",
    "zh": "请打开 @ 并重新启动。|找不到文件 @。|如何将 @ 更改为 @？",
}  # fmt: skip


def surviving_forms(package: InstalledPackage, models: ModelCache | None = None) -> list[str]:
    """Names of the placeholder forms, best first; the model is taken from `models` if given.

    Raises PackageBroken or EngineOutOfMemory where the package cannot be loaded.
    """
    models = models or ModelCache(memory_bytes=0, inter_threads=1, intra_threads=1)
    tokenizer = models.tokenizer(package)
    segments = probe_segments(package.pair.source)
    trials = [(form, segment) for form in FORMS for segment in segments]
    parts = [parts_of(segment, tokenizer, form) for form, segment in trials]
    found = decode(
        models.model(package).translator,
        [part.pieces.pieces for some in parts for part in some if part.pieces],
        target_prefix=package.target_prefix,
        effort=Effort.QUICK,
        threads=1,
    )
    answers = iter([answer for _number, answer in sorted(found, key=itemgetter(0))])
    survived = dict.fromkeys((form.write(1) for form in FORMS), 0)
    for (form, segment), some in zip(trials, parts, strict=True):
        answered = [next(answers) if part.pieces else [] for part in some]
        survived[form.write(1)] += _all_came_back(segment, answered, some, tokenizer)
    return sorted(survived, key=lambda name: -survived[name])


def _all_came_back(
    segment: Segment, answered: list[list[Decoded]], parts: list[Part], tokenizer: Tokenizer
) -> bool:
    text = next(candidates(parts, answered, tokenizer)).text
    return all(text.count(atom_character(atom)) == 1 for atom in range(len(segment.atoms)))


def probe_segments(language: str) -> list[Segment]:
    """Sentences of a support forum with atoms, in a language or, failing that, in English."""
    lines = _SENTENCES.get(language.split("-")[0], _SENTENCES["en"]).split("|")
    segments = []
    for line in lines:
        first, *others = line.split("@")
        text = first + "".join(atom_character(at) + other for at, other in enumerate(others))
        segments.append(Segment(text, tuple("config.yaml" for _other in others)))
    return segments
