"""The words of miniature books in several languages; every sentence was written for these tests."""

# Cyrillic and Chinese words are meant.
# ruff: noqa: RUF001

from __future__ import annotations

from dataclasses import dataclass

AGES = (4, 9, 17, 23, 28, 34, 41, 47, 52, 58, 63, 66, 71, 79, 84)


@dataclass(frozen=True)
class Vocabulary:
    """``sexes`` are (word, gender); ``views`` phrases by kind of picture with {dx} {site} {who}
    {age} {mag} {stain}; ``diagnoses`` are (name in running text, code of the ontology)."""

    diagnoses: tuple[tuple[str, str], ...]
    sites: tuple[str, ...]
    sexes: tuple[tuple[str, str], ...]
    views: dict[str, tuple[str, ...]]
    remarks: tuple[str, ...]
    leads: tuple[str, ...]
    halves: tuple[str, str]
    storeys: tuple[str, str]
    prose: tuple[str, ...]
    references: tuple[str, ...]
    joint: str = "and"
    continued: str = "(continued)"
    table: str = "Table"


ENGLISH = Vocabulary(
    diagnoses=(
        ("basal cell carcinoma", "basal-cell-carcinoma"),
        ("melanoma", "melanoma"),
        ("squamous cell carcinoma", "squamous-cell-carcinoma"),
        ("actinic keratosis", "actinic-keratosis"),
        ("psoriasis", "psoriasis"),
        ("lichen planus", "lichen-planus"),
        ("dermatofibroma", "dermatofibroma"),
        ("seborrheic keratosis", "seborrheic-keratosis"),
        ("mycosis fungoides", "mycosis-fungoides"),
        ("granuloma annulare", "granuloma-annulare"),
        ("keratoacanthoma", "keratoacanthoma"),
        ("sarcoidosis", "sarcoidosis"),
        ("bullous pemphigoid", "bullous-pemphigoid"),
        ("Kaposi sarcoma", "kaposi-sarcoma"),
        ("Bowen disease", "bowen-disease"),
        ("pyogenic granuloma", "pyogenic-granuloma"),
    ),
    sites=(
        "back",
        "scalp",
        "lower leg",
        "forearm",
        "cheek",
        "abdomen",
        "dorsum of the hand",
        "neck",
        "upper arm",
        "thigh",
        "heel",
        "shoulder",
    ),
    sexes=(("woman", "female"), ("man", "male"), ("female patient", "female"), ("boy", "male")),
    views={
        "clinical": (
            "{dx} on the {site}",
            "{dx} on the {site} of a {age}-year-old {who}",
            "{dx} in a {who} aged {age} years",
            "{dx} of the {site}, clinical appearance in a {age}-year-old {who}",
            "{dx}: firm, well-defined plaque on the {site}",
            "{dx} with scale and crusting, {site}",
        ),
        "dermoscopy": (
            "dermoscopy of {dx} on the {site}",
            "dermoscopic view of {dx} with an irregular network",
            "dermoscopy: {dx} on the {site} of a {age}-year-old {who}",
            "{dx} under polarised dermoscopy (×10)",
        ),
        "pathology": (
            "histopathology of {dx} ({stain}, ×{mag})",
            "{dx}: nests of atypical cells in the dermis ({stain}, ×{mag})",
            "photomicrograph of {dx}, dense infiltrate ({stain}; original magnification ×{mag})",
        ),
        "engraving": ("{dx}, after an old drawing",),
        "chart": ("Incidence of {dx} by age group", "Survival in {dx} over ten years"),
        "diagram": ("Scheme of the epidermis and dermis", "Algorithm for the management of {dx}"),
    },
    remarks=(
        "",
        "",
        "Note the sharp border.",
        "There had been slow growth over 5 years.",
        "Histological examination confirmed the diagnosis.",
        "The lesion had been mistaken for eczema for 18 months before a specimen was taken.",
        "A significant finding is the fine scaling at the edge of the affected field.",
    ),
    leads=(
        "{dx}, clinical spectrum",
        "Different faces of {dx}",
        "{dx} at several stages",
        "{dx}: clinicopathological correlation",
    ),
    halves=("Left", "Right"),
    storeys=("Top", "Bottom"),
    prose=(
        "The diagnosis rests on a careful history and on inspection of all the skin in good light.",
        "Lesions of this kind are common in fair-skinned people and are often found by chance.",
        "A biopsy is advisable whenever the clinical findings and the course do not fit together.",
        "Differential diagnosis includes eczema, superficial infection and drug eruptions.",
        "Treatment depends on the depth of the infiltrate, the site and on the patient's wishes.",
        "Recurrence is rare if the margins are free, but follow-up of five years is customary.",
        "Scaling, crusting and excoriation may obscure the primary efflorescence for weeks.",
        "In darker skin erythema is easily overlooked, and postinflammatory pigment dominates.",
        "Immunohistochemistry is helpful in doubtful cases and should be requested specifically.",
        "The nodules are firm, painless and slowly progressive over several months.",
        "Patients are usually between 50 and 70 years old when they first seek advice.",
        "Topical steroids give temporary relief, while the underlying process continues.",
    ),
    references=(
        "A typical example is shown in {ref}.",
        "The typical arrangement is visible at low power (see {ref}).",
        "{ref} shows how little the surface may reveal of the process below.",
        "Compare {ref} with the description given above.",
    ),
)

GERMAN = Vocabulary(
    diagnoses=(
        ("Basalzellkarzinom", "basal-cell-carcinoma"),
        ("Melanom", "melanoma"),
        ("Plattenepithelkarzinom", "squamous-cell-carcinoma"),
        ("Psoriasis", "psoriasis"),
        ("Lichen planus", "lichen-planus"),
        ("Dermatofibrom", "dermatofibroma"),
    ),
    sites=("Rücken", "Unterschenkel", "Unterarm", "Handrücken", "Oberschenkel"),
    sexes=(("Patientin", "female"), ("Frau", "female")),
    views={
        "clinical": (
            "{dx} am {site} einer {age}-jährigen {who}",
            "{dx} am {site} mit festhaftender Schuppung",
            "{dx} am {site}, Übersichtsaufnahme",
        ),
        "dermoscopy": ("Dermatoskopie: {dx} am {site}", "{dx} im auflichtmikroskopischen Bild"),
        "pathology": ("Histologie: {dx} ({stain}, ×{mag})",),
        "engraving": ("{dx} nach einer alten Zeichnung",),
        "chart": ("Häufigkeit nach Altersgruppen: {dx}",),
        "diagram": ("Schichten der Haut, Schema",),
    },
    remarks=("", "Man beachte den scharfen Rand.", "Der Befund bestand seit vier Jahren."),
    leads=("{dx}, klinisches Spektrum", "{dx} in verschiedenen Stadien"),
    halves=("Links", "Rechts"),
    storeys=("Oben", "Unten"),
    prose=(
        "Die Diagnose stützt sich auf die Vorgeschichte und auf die Untersuchung der ganzen Haut.",
        "Größere Knoten neigen zur Ulzeration und werden dann nicht selten verkannt.",
        "Eine Gewebeprobe ist angezeigt, wenn Verlauf und Befund nicht zusammenpassen.",
        "Differentialdiagnostisch kommen Ekzeme und Arzneimittelexantheme in Betracht.",
        "Die Behandlung richtet sich nach Tiefe und Ausdehnung der Veränderung.",
    ),
    references=("Ein Beispiel zeigt {ref}.", "{ref} zeigt den typischen Befund bei Aufnahme."),
    joint="und",
    continued="(Fortsetzung)",
    table="Tab.",
)

SPANISH = Vocabulary(
    diagnoses=(
        ("carcinoma basocelular", "basal-cell-carcinoma"),
        ("melanoma", "melanoma"),
        ("psoriasis", "psoriasis"),
        ("liquen plano", "lichen-planus"),
    ),
    sites=("espalda", "pierna", "mejilla", "frente"),
    sexes=(("mujer", "female"), ("paciente mujer", "female")),
    views={
        "clinical": ("{dx} en la {site}", "{dx} en la {site} de una {who} de {age} años"),
        "dermoscopy": ("dermatoscopia de {dx} en la {site}",),
        "pathology": ("histología de {dx} ({stain}, ×{mag})",),
        "engraving": ("{dx}, dibujo antiguo",),
        "chart": ("Incidencia de {dx} por grupo de edad",),
        "diagram": ("Capas de la piel, esquema",),
    },
    remarks=("", "Obsérvese el borde nítido.", "La lesión creció lentamente durante 3 años."),
    leads=("{dx}: espectro clínico", "Distintas formas de {dx}"),
    halves=("Izquierda", "Derecha"),
    storeys=("Arriba", "Abajo"),
    prose=(
        "El diagnóstico se basa en la historia clínica y en la exploración de toda la piel.",
        "Las lesiones son frecuentes en personas de piel clara y suelen pasar inadvertidas.",
        "La biopsia está indicada cuando la evolución no concuerda con el aspecto clínico.",
        "El tratamiento depende de la profundidad y de la localización de la lesión.",
    ),
    references=("Un ejemplo se muestra en la {ref}.", "{ref} muestra el aspecto habitual."),
    joint="y",
    continued="(continuación)",
    table="Tabla",
)

RUSSIAN = Vocabulary(
    diagnoses=(
        ("базальноклеточный рак", "basal-cell-carcinoma"),
        ("меланома", "melanoma"),
        ("псориаз", "psoriasis"),
        ("красный плоский лишай", "lichen-planus"),
    ),
    sites=("спине", "голени", "предплечье", "щеке"),
    sexes=(("женщина", "female"), ("пациентка", "female")),
    views={
        "clinical": ("{dx} на {site}", "{dx} на {site}, {who}, {age} лет"),
        "dermoscopy": ("дерматоскопия: {dx} на {site}",),
        "pathology": ("гистология: {dx} (гематоксилин и эозин, ×{mag})",),
        "engraving": ("{dx}, старинный рисунок",),
        "chart": ("Заболеваемость по возрастным группам: {dx}",),
        "diagram": ("Строение кожи, схема",),
    },
    remarks=("", "Обратите внимание на чёткую границу.", "Образование росло в течение трёх лет."),
    leads=("{dx}: клинические варианты",),
    halves=("Слева", "Справа"),
    storeys=("Вверху", "Внизу"),
    prose=(
        "Диагноз основывается на анамнезе и на тщательном осмотре всей поверхности кожи.",
        "Биопсия показана во всех случаях, когда течение не соответствует клинической картине.",
        "Лечение зависит от глубины поражения, локализации и общего состояния больного.",
    ),
    references=("Типичный пример показан на {ref}.", "{ref} показывает обычную картину."),
    joint="и",
    continued="(продолжение)",
    table="Табл.",
)

CHINESE = Vocabulary(
    diagnoses=(
        ("基底细胞癌", "basal-cell-carcinoma"),
        ("黑色素瘤", "melanoma"),
        ("银屑病", "psoriasis"),
        ("扁平苔藓", "lichen-planus"),
    ),
    sites=("背部", "小腿", "前臂", "面部"),
    sexes=(("女性", "female"), ("男性", "male")),
    views={
        "clinical": ("{site}{dx}", "{dx}，患者{who}，{age}岁，皮损位于{site}"),
        "dermoscopy": ("{dx}的皮肤镜表现", "{site}{dx}，皮肤镜"),
        "pathology": ("{dx}的组织病理学表现（HE，×{mag}）",),
        "engraving": ("{dx}，旧图",),
        "chart": ("{dx}各年龄组发病率",),
        "diagram": ("皮肤结构示意图",),
    },
    remarks=("", "注意边界清楚。", "皮损缓慢增大三年。"),
    leads=("{dx}的临床表现",),
    halves=("左", "右"),
    storeys=("上", "下"),
    prose=(
        "诊断主要依靠详细的病史和对全身皮肤的仔细检查。",
        "当临床表现与病程不符时应当进行活检以明确诊断。",
        "治疗方法取决于皮损的深度、部位以及患者的意愿。",
        "本病多见于肤色较浅的人群，常在体检时偶然发现。",
    ),
    references=("典型表现见{ref}。", "{ref}显示了常见的临床表现。"),
    joint="和",
    continued="（续）",
    table="表",
)

VOCABULARIES = {
    "en": ENGLISH,
    "de": GERMAN,
    "es": SPANISH,
    "ru": RUSSIAN,
    "zh": CHINESE,
}
STAINS = ("H&E", "haematoxylin and eosin", "hematoxylin-eosin", "PAS")
MAGNIFICATIONS = (40, 100, 200, 400)
