# ruff: noqa: RUF001  (Cyrillic terms and the multiplication sign are meant)
"""What the words of a caption say of the modality of its picture.

The patterns are the terms of the trade in English, German, French, Spanish, Italian, Portuguese,
Russian and Chinese. Each carries the odds with which it speaks for its modality: "dermoscopic"
hardly ever stands under anything else, "biopsy" often stands under a clinical photograph.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.sample import MODALITIES, Modality

_CERTAIN, _LIKELY, _HINT = 4.0, 2.0, 0.7
_NAMED = 1.5
_LEAD = 1.0
_CEILING = 5.0

_PATTERNS: tuple[tuple[Modality, float, str], ...] = (
    (
        "dermoscopy",
        _CERTAIN,
        r"(?:video)?derm(?:at)?oscop|dermosc[oó]p|auflichtmikroskop|epiluminescence|epiluminiscenc"
        r"|[eé]piluminescence|trichoscop|onychoscop|entomodermoscop|(?:non-?)?polari[sz]ed[- ]light"
        r"|polarisiertes licht|lumi[eè]re polaris[eé]e|luz polarizada|дермо?а?т?оскоп"
        r"|皮肤镜|皮膚鏡|ダーモスコピ|\bELM\b",
    ),
    (
        "dermoscopy",
        _LIKELY,
        r"pigment network|blue[- ]whit(?:e|ish) veil|arborizing vessels|milia-like cysts"
        r"|comedo-like openings|leaf-like areas|globules and|dots and globules|starburst pattern"
        r"|pigmentnetz|r[eé]seau pigment|ret[ií]culo pigment|blue-grey ovoid nests"
        r"|parallel (?:ridge|furrow) pattern|crystalline structures|hairpin vessels"
        r"|red lacunae|reticular pattern",
    ),
    (
        "pathology",
        _CERTAIN,
        r"\bhistol(?:og|óg)|histopatholog|histopatol|histolog|photomicrograph|micrographie"
        r"|microphotograph|mikrophotogra|microfotograf|h\s?&\s?e\b|\bh\.?\s?(?:and|und|et) e\.?\b"
        r"|h(?:a|ä)?ematoxylin|hämatoxylin|h[eé]mat(?:oxyline|[eé]ine)|hematoxilina|гематоксилин"
        r"|ematossilina|immuno?(?:histochem|fluoresc|stain|peroxidase|reactiv)|immunhistochem"
        r"|inmunohistoqu|immunofluoresz|immunohistochim|inmunofluoresc|иммуногисто"
        r"|original magnification|(?<![a-z])[x×]\s?\d{2,4}(?!\s?\d*\s?(?:mm|cm))\b"
        r"|\b\d{2,4}\s?[x×](?!\s?\d)|\bhpf\b|\bpas(?:-d)?[ -](?:stain|positiv|reaction)"
        r"|periodic acid|masson|giemsa|ziehl|gomori|grocott|\bgms\b|van gieson|toluidine"
        r"|congo red|alcian|gram[- ]stain|gram-?färbung|tzanck|cytolog|\bsmear\b|\bkoh\b"
        r"|potassium hydroxide|s-?100\b|melan-?a\b|hmb-?45|\bcd\d{1,3}a?\b|\bki-?67|cytokeratin"
        r"|section (?:of|through) (?:the )?(?:skin|lesion|a )|microscopic"
        r"|mikroskopisch(?:e|es)? bild"
        r"|au microscope|al microscopio|под микроскоп|гистолог|组织病理|組織病理|病理|苏木|染色"
        r"|electron micrograph|electron microscop|elektronenmikro|dermatopatholog",
    ),
    (
        "pathology",
        _LIKELY,
        r"acanthosis|parakeratosis|orthokeratosis|hyperkeratosis and|spongiosis|papillary dermis"
        r"|reticular dermis|dermo-?epidermal|rete ridges|infiltrate of|lymphocytic infiltrat"
        r"|basaloid (?:cells|islands|nests)|palisad|mitos[ei]s|mitotic|nuclei\b|keratin pearls"
        r"|keratinocytes|giant cells|spores|hyphae|mycelium"
        r"|akanthose|parakeratose|infiltrat\b|acanthose|parak[eé]ratose|infiltrado|epithelial cells"
        r"|stratum|rete malpighii|fungus|acarus|\bbacill",
    ),
    ("pathology", _HINT, r"biops(?:y|ie|ia)|specimen|cells\b|epidermis|dermis\b|corium|magnif"),
    (
        "clinical",
        _CERTAIN,
        r"clinical (?:photo|picture|image|view|appearance|aspect|presentation|feature|finding)"
        r"|klinisch(?:es|er|e)? (?:bild|foto|aspekt|befund|ansicht)|aspect clinique|vue clinique"
        r"|(?:imagen|aspecto|foto(?:graf[ií]a)?) cl[ií]nic|aspetto clinico|foto clinica"
        r"|клиническ(?:ая|ое|ий) (?:картин|фото|вид)|临床(?:照|表现|图)|臨床(?:写真|像)"
        r"|photograph of (?:the |a )?patient|\bclinically\b"
        r"|macroscopic view|wood'?s (?:lamp|light)",
    ),
    (
        "clinical",
        _LIKELY,
        r"same (?:patient|case)|close-?up|before treatment"
        r"|after treatment|vor der behandlung|nach der behandlung|patientin|患者|患儿|больн",
    ),
    (
        "clinical",
        _HINT,
        r"\b(?:patients?|man|woman|boy|girl|child|infant|face|back|trunk|scalp|forearm|hands?|fingers?|feet"
        r"|foot|leg|arm|neck|cheek|nose|lips?|papules|plaques?|pustules?|vesicles|bullae|nodules?"
        r"|eruption|erythema|rash|gesicht|rücken|rumpf|hand|unterarm|visage|dos|mains?|jambe|cara"
        r"|espalda|mano|pierna)\b|面部|背部|躯干|手部|丘疹|斑块",
    ),
    (
        "other",
        _CERTAIN,
        r"radiograph\b|x-ray (?:image|film|picture|of)|röntgenbild"
        r"|computed tomograph|\bct scan|\bmri\b|magnetic resonance"
        r"|ultrasonogra|ultrasound image|sonograph|confocal microscop|optical coherence"
        r"|gross specimen|gross pathology|culture (?:plate|of|on)|colon(?:y|ies) (?:of|on)"
        r"|petri|agar\b|portrait of|distribution map|放射线|рентгенограмм",
    ),
    (
        "other",
        _LIKELY,
        r"\bdiagram|schemati[cs]|flow ?chart|algorithm for|\bschema\b|schéma|esquema|示意图|схема"
        r"|\bmap of|instrument\b|curette|forceps|scalpel|apparatus",
    ),
)
_COMPILED = tuple(
    (MODALITIES.index(modality), odds, re.compile(pattern, re.IGNORECASE))
    for modality, odds, pattern in _PATTERNS
)
# A report that is told of is seldom what is shown: "Histological examination confirmed ...".
_REPORT = r"(?:histo\w*|biops\w*|dermoscop\w*|dermatoscop\w*|microscop\w*|immuno\w+|cultures?)"
_DENIED = re.compile(
    r"\b(?:see|compare|siehe|vgl|cf)\b[^.;]*|\((?:see|siehe|vgl|cf)[^)]*\)"
    rf"|{_REPORT}(?: examination| findings?| study| analysis)?[- ]"
    r"(?:was |were |is |are |has |had |und )?"
    r"(?:consistent|compatible|proven|proved|confirm|verif|establish|reveal|showed|demonstrated"
    r"|diagnos|gesichert|bestätigt|confirm[eéó]|zeigte|montra|mostró|revel)[^.;]*"
    rf"|(?:confirmed|proven|verified|established|diagnosed|gesichert) "
    rf"(?:by|on|with|durch) {_REPORT}"
    r"|(?:photograph|picture|image) (?:by|from|courtesy)[^.;]*",
    re.IGNORECASE,
)


def hear_words(words: str) -> tuple[NDArray[np.float64], Modality | None]:
    """How likely each modality is by the words alone.

    Returns:
        Probabilities in the order of `MODALITIES`, [4] (equal where the words say nothing), and
        the modality that the words name; None where they name none, or several.
    """
    scores = np.zeros(len(MODALITIES))
    spoken = _DENIED.sub(" ", words)
    for place, odds, pattern in _COMPILED:
        if pattern.search(spoken):
            scores[place] += odds
    scores = np.minimum(scores, _CEILING)
    order = np.argsort(-scores, kind="stable")
    best, second = order[0], order[1]
    named = scores[best] >= _NAMED and scores[best] - scores[second] >= _LEAD
    probabilities = np.exp(scores - scores.max())
    return probabilities / probabilities.sum(), MODALITIES[best] if named else None
