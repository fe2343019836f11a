"""Age and sex in odd phrasings, and everything that only looks like them."""

# Cyrillic letters are meant where they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from skinvl.dataset.books.facts_person import read_person

PEOPLE = [
    ("Melanoma in a 45-year-old man.", 45, "male"),
    ("a woman aged 85 years", 85, "female"),
    ("man, 45, with a 10-year history", 45, "male"),
    ("45 y/o female with rash", 45, "female"),
    ("45yo M with rash", 45, "male"),
    ("(M/62) plaque", 62, "male"),
    ("F34, papules", 34, "female"),
    ("forty-five-year-old woman", 45, "female"),
    ("8-month-old boy", 8 / 12, "male"),
    ("3-week-old infant", 21 / 365.25, None),
    ("a 10-year-old indurated plaque on the leg of a 60-year-old man", 60, "male"),
    ("since the age of 12 in this 30-year-old man", 30, "male"),
    ("a girl aged six", 6, "female"),
    ("aged 45", 45, None),
    ("2\u00bd-year-old boy", 2.5, "male"),
    ("two-and-a-half-year-old girl", 2.5, "female"),
    ("A boy aged 2 years and 6 months", 2.5, "male"),
    ("an 82 -year- old woman", 82, "female"),
    ("19\u2013year\u2013old male patient", 19, "male"),
    ("19\u2011year\u2011old male patient", 19, "male"),
    ("a 45-year-old patient. She had noticed", 45, "female"),
    ("Mrs. K., aged 56", 56, "female"),
    ("Fig. 3. 45-year-old man", 45, "male"),
    ("The lesion recurred 6 months after treatment in a man of 45", 45, "male"),
    ("Female, 45 years. Melanoma", 45, "female"),
    ("Melanoma, 45 years, female", 45, "female"),
    ("Patient aged 18 months with eczema", 1.5, None),
    ("an 8 weeks old baby girl", 56 / 365.25, "female"),
    ("Boy, 3 days old", 3 / 365.25, "male"),
    ("Melanoma in a 54-yr-old F", 54, "female"),
    ("62 year old gentleman", 62, "male"),
    ("in a man, aged sixty-two years, of ten years' duration", 62, "male"),
    ("Keloid (woman aged 30, duration 5 years)", 30, "female"),
    ("A 70-year-old retired teacher", 70, None),
    ("a child of 5 years", 5, None),
    ("a boy of nine", 9, "male"),
    ("Patient: 45 year male", 45, "male"),
    ("a 65-year-old woman with a 3-year-old lesion", 65, "female"),
    ("Haemangioma at 3 months of age", 0.25, None),
    ("45 Jahre alte Patientin mit Basaliom", 45, "female"),
    ("Melanom bei einem 45-jährigen Mann", 45, "male"),
    ("Melanom bei einer 62-Jährigen", 62, "female"),
    ("45-jähriger Patient mit Psoriasis", 45, "male"),
    ("Mann, 45 J., mit Basaliom", 45, "male"),
    ("fünfundvierzigjährige Frau", 45, "female"),
    ("Mélanome chez un homme de 45 ans", 45, "male"),
    ("Melanoma en una mujer de 62 años", 62, "female"),
    ("Uomo di 45 anni", 45, "male"),
    ("男,45岁。基底细胞癌", 45, "male"),
    ("女性患者,62岁", 62, "female"),
    ("45歳男性の背部", 45, "male"),
    ("Меланома у мужчины 45 лет", 45, "male"),
    ("Case 1: 54-year-old male", 54, "male"),
    ("Patient 3, a 62-year-old Caucasian female with plaques", 62, "female"),
    ("(a, b) Clinical images of a 12-year-old patient", 12, None),
    ("25-year-old primigravida", 25, "female"),
    ("aged 3\u00bd years", 3.5, None),
    ("5 month old male infant", 5 / 12, "male"),
    ("girl (8 years)", 8, "female"),
    ("Age 34; male", 34, "male"),
    ("Patient age: 34 years", 34, None),
    ("♀, 34 y", 34, "female"),
    ("Thirty-year-old man", 30, "male"),
    ("a man of sixty", 60, "male"),
    ("a man, æt. 40", 40, "male"),
    ("a lad of 16", 16, "male"),
    ("a negro man, aged 40", 40, "male"),
    ("a mulatto girl, sixteen years of age", 16, "female"),
    ("a child, three years old", 3, None),
    ("a child two and a half years old", 2.5, None),
    ("an infant six weeks old", 42 / 365.25, None),
    ("a woman forty years of age", 40, "female"),
    ("man aged fifty-four.", 54, "male"),
    ("Psoriasis of ten years' standing in a woman aged fifty", 50, "female"),
    ("Lupus vulgaris beginning at the age of six, in a man of thirty", 30, "male"),
    ("Duration 3 years. Woman, aged 40.", 40, "female"),
    ("of 20 years' duration, in a male, 45 years old", 45, "male"),
    ("The patient, a man, was 45 years old", 45, "male"),
    ("Photographed at 45 years of age", 45, None),
    ("30-year-old tattoo in a 50-year-old woman", 50, "female"),
    ("Female patient, 30.", 30, "female"),
    ("Kind, 3 Jahre", 3, None),
    ("3 Jahre altes Mädchen", 3, "female"),
    ("2-jähriges Kind", 2, None),
    ("bei einem 6 Monate alten Säugling", 0.5, None),
    ("70jährige Frau", 70, "female"),
    ("70-jähr. Mann", 70, "male"),
    ("Frau von 70 Jahren", 70, "female"),
    ("Patient, 45 Jahre, männlich", 45, "male"),
    ("65-jährige mit Psoriasis", 65, None),
    ("Junge von 8 Jahren", 8, "male"),
    ("chez une femme de 62 ans", 62, "female"),
    ("femme âgée de 62 ans", 62, "female"),
    ("lésion évoluant depuis 10 ans chez une fillette de 6 ans", 6, "female"),
    ("varón de 45 años", 45, "male"),
    ("niña de 6 años", 6, "female"),
    ("患者,男,45岁", 45, "male"),
    ("患儿,女,8个月大", 8 / 12, "female"),
    ("8か月の男児", 8 / 12, "male"),
    ("больная 62 лет", 62, "female"),
    ("мальчик 5 лет", 5, "male"),
    ("Меланома спины. Мужчина, 45 лет", 45, "male"),
    ("homem de 45 anos", 45, "male"),
    ("vrouw van 62 jaar", 62, "female"),
    ("a 62 jarige man", 62, "male"),
    ("Woman aged 45 y", 45, "female"),
    ("female/45", 45, "female"),
    ("45/F", 45, "female"),
    ("45 yrs. F.", 45, "female"),
    ("45 years old; F", 45, "female"),
    ("B, 45-year-old woman", 45, "female"),
]
NO_AGE = [
    ("Basal cell carcinoma, present for 10 years.", None),
    ("a 10-year-old scar on the leg", None),
    ("Ulcer of 10 years' duration in a woman", "female"),
    ("women over 60 years of age", None),
    ("Acne is common in boys aged 14 years", None),
    ("Mean age 45 years", None),
    ("appeared at 3 months of age; the boy", "male"),
    ("10-jährige Anamnese", None),
    ("lesion over 10 years old", None),
    ("Erythema in a woman 10 years after radiotherapy", "female"),
    ("There had been slow growth over 18 months.", None),
    ("Fig. 12F Psoriasis of the elbow", None),
    ("Squamous cell carcinoma (H&E, \u00d740)", None),
    ("Time to relapse under ointment, observed for ten years.", None),
    ("8/12 of cases", None),
    ("Photographs of a man before and 2 years after therapy", "male"),
    ("Melanoma in a 7-decade man", "male"),
    ("at presentation and (b) 3 years later", None),
    ("Tattoo reaction after 3 weeks", None),
    ("after 45 years of sun exposure", None),
    ("Infant aged 4/12", None),
    ("seit 10 Jahren bestehend", None),
    ("nach 10 Jahren", None),
    ("depuis 10 ans", None),
    ("de 10 años de evolución", None),
    ("病程10年", None),
    ("患者男性,病史10年", "male"),
    ("5か月前から", None),
    ("в течение 10 лет", None),
    ("panel F 12 months after", None),
    ("Panel M: 40x", None),
    ("stage 3 F", None),
    ("CD3 M2", None),
    ("Melanoma (pT1a). M 2", None),
    ("Male, 3.5 kg", "male"),
    ("a woman with 3 children", "female"),
    ("a man, 3 weeks after", "male"),
    ("in a man (40%)", "male"),
    ("woman, 10 cm plaque", "female"),
    ("man, 180 cm", "male"),
    ("in a patient with 5 lesions", None),
    ("child with 20 nails", None),
    ("a 3-year follow-up of a man", "male"),
    ("a boy with a 6-month history", "male"),
    ("6-month-history of rash", None),
    ("1980s photograph of a man", "male"),
    ("in the 80s", None),
    ("in the eighties", None),
]
NO_SEX = [
    "Sarcoptes scabiei x 100. Female. Ventral surface. Male.",
    "Pediculus capitis. Female. Dorsal surface.",
    "male-pattern baldness",
    "Lichen sclerosus of the female genitalia",
    "Courtesy of Mr. J. Smith. Psoriasis",
    "Psoriasis (after Mr. Hutchinson)",
    "Melanoma is commoner in men than in women",
    "A man and a woman with psoriasis",
    "Abb. 3 Melanom. Man beachte den scharfen Rand.",
    "Aufnahme: mit freundlicher Genehmigung von Frau Dr. M. Klein",
    "Foto: Frau Prof. Klein",
    "Las lesiones son simétricas",
]
RANGES = [
    ("a woman in her sixties", (60, 69), "female"),
    ("a man in his 60s", (60, 69), "male"),
    ("a patient in the seventh decade", (60, 69), None),
    ("45-to-50-year-old man", (45, 50), "male"),
    ("octogenarian man with keratoses", (80, 89), "male"),
    ("a teenage boy", (13, 19), "male"),
    ("between 20 and 30 years of age", (20, 30), None),
    ("in a girl between the ages of 6 and 8", (6, 8), "female"),
    ("teenager with acne", (13, 19), None),
    ("a man in the sixth decade of life", (50, 59), "male"),
    ("in their 20s", (20, 29), None),
]


@pytest.mark.parametrize(("words", "age", "sex"), PEOPLE)
def test_age_and_sex(words: str, age: float, sex: str | None) -> None:
    person = read_person(words)
    assert person.age == pytest.approx(age, abs=1e-3)
    assert (person.sex, person.age_range, person.several) == (sex, None, False)


@pytest.mark.parametrize(("words", "sex"), NO_AGE)
def test_durations_onsets_and_averages_are_no_age(words: str, sex: str | None) -> None:
    person = read_person(words)
    assert (person.age, person.age_range, person.sex) == (None, None, sex)


@pytest.mark.parametrize("words", NO_SEX)
def test_what_is_no_sex_of_the_patient(words: str) -> None:
    assert read_person(words).sex is None


@pytest.mark.parametrize(("words", "ages", "sex"), RANGES)
def test_a_decade_is_a_range(words: str, ages: tuple[float, float], sex: str | None) -> None:
    person = read_person(words)
    assert (person.age, person.age_range, person.sex) == (None, ages, sex)


@pytest.mark.parametrize(
    "words",
    ["a 45-year-old mother and her 3-year-old son", "(A) 45-year-old woman. (B) 50-year-old man"],
)
def test_two_people_are_nobody(words: str) -> None:
    person = read_person(words)
    assert person.several and person.age is None and person.sex is None
