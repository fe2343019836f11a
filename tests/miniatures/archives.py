"""Small trees with exactly the file names and columns under which the public archives appear.

Every tree holds good lines and odd ones: images that are missing or listed twice, labels outside
the ontology, ages that are not numbers. Pictures are painted; nothing is taken from an archive.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

Row = Mapping[str, object]

_PAD_COLUMNS = (
    "patient_id,lesion_id,smoke,drink,background_father,background_mother,age,pesticide,gender,"
    "skin_cancer_history,cancer_history,has_piped_water,has_sewage_system,fitspatrick,region,"
    "diameter_1,diameter_2,diagnostic,itch,grew,hurt,changed,bleed,elevation,img_id,biopsed"
)
_SCIN_CASES = (
    "case_id,source,release,year,age_group,sex_at_birth,fitzpatrick_skin_type,"
    "race_ethnicity_american_indian_or_alaska_native,race_ethnicity_asian,"
    "race_ethnicity_black_or_african_american,race_ethnicity_hispanic_latino_or_spanish_origin,"
    "race_ethnicity_middle_eastern_or_north_african,"
    "race_ethnicity_native_hawaiian_or_pacific_islander,race_ethnicity_white,"
    "race_ethnicity_other_race,race_ethnicity_prefer_not_to_answer,"
    "race_ethnicity_two_or_more_after_mitigation,textures_raised_or_bumpy,textures_flat,"
    "textures_rough_or_flaky,textures_fluid_filled,body_parts_head_or_neck,body_parts_arm,"
    "body_parts_palm,body_parts_back_of_hand,body_parts_torso_front,body_parts_torso_back,"
    "body_parts_genitalia_or_groin,body_parts_buttocks,body_parts_leg,"
    "body_parts_foot_top_or_side,body_parts_foot_sole,body_parts_other,"
    "condition_symptoms_bothersome_appearance,condition_symptoms_bleeding,"
    "condition_symptoms_increasing_size,condition_symptoms_darkening,condition_symptoms_itching,"
    "condition_symptoms_burning,condition_symptoms_pain,condition_symptoms_no_relevant_experience,"
    "other_symptoms_fever,other_symptoms_chills,other_symptoms_fatigue,other_symptoms_joint_pain,"
    "other_symptoms_mouth_sores,other_symptoms_shortness_of_breath,"
    "other_symptoms_no_relevant_symptoms,related_category,condition_duration,image_1_path,"
    "image_2_path,image_3_path,image_1_shot_type,image_2_shot_type,image_3_shot_type"
)
_SCIN_WEIGHTS = "weighted_skin_condition_label"
_SCIN_LABELS = (
    "case_id,dermatologist_gradable_for_skin_condition_1,"
    "dermatologist_gradable_for_skin_condition_2,dermatologist_gradable_for_skin_condition_3,"
    "dermatologist_skin_condition_on_label_name,dermatologist_skin_condition_confidence,"
    "weighted_skin_condition_label,dermatologist_gradable_for_fitzpatrick_skin_type_1,"
    "dermatologist_gradable_for_fitzpatrick_skin_type_2,"
    "dermatologist_gradable_for_fitzpatrick_skin_type_3,"
    "dermatologist_fitzpatrick_skin_type_label_1,dermatologist_fitzpatrick_skin_type_label_2,"
    "dermatologist_fitzpatrick_skin_type_label_3,gradable_for_monk_skin_tone_india,"
    "gradable_for_monk_skin_tone_us,monk_skin_tone_label_india,monk_skin_tone_label_us"
)
ISIC_CLASSES = ("MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC", "UNK")


def paint_image(path: Path, seed: int, size: tuple[int, int] = (80, 60)) -> None:
    """A picture of smooth noise: seeds apart are no near-duplicates of one another."""
    coarse = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(path, quality=95)


def write_table(path: Path, rows: Sequence[Row], columns: str = "") -> None:
    """A CSV file with `columns`, or the keys of the first row; what a row has not is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns.split(",") if columns else list(rows[0]), restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_scin(root: Path) -> Path:
    """Seven cases with twelve images named, one missing and one shared by two cases."""

    def case(number: int, images: Sequence[str], **cells: object) -> dict[str, object]:
        paths = {f"image_{i}_path": f"dataset/images/{n}.png" for i, n in enumerate(images, 1)}
        own = {"case_id": -1000600354148496558 + number, "source": "SCIN", "release": "1.0.0"}
        return {**own, "year": 2023, "age_group": "AGE_30_TO_39", **paths, **cells}

    def label(number: int, differential: str, **cells: object) -> dict[str, object]:
        own = {"case_id": -1000600354148496558 + number, _SCIN_WEIGHTS: differential}
        return {**own, **cells}

    types = [f"dermatologist_fitzpatrick_skin_type_label_{n}" for n in (1, 2, 3)]
    cases = [
        case(0, ("-11", "-12", "13"), sex_at_birth="FEMALE", body_parts_arm="YES"),
        case(1, ("-21",), fitzpatrick_skin_type="FST2", body_parts_arm="YES", body_parts_leg="YES"),
        case(2, ("-31", "-32"), fitzpatrick_skin_type="NONE_IDENTIFIED", sex_at_birth="MALE"),
        case(3, ("-41",), sex_at_birth="OTHER_OR_UNSPECIFIED", body_parts_head_or_neck="YES"),
        case(4, ("-51", "-2243186711511406658"), age_group="AGE_UNKNOWN"),
        case(5, ("-61", "-31")),
        case(6, ("-71",)),
    ]
    labels = [
        label(
            0,
            "{'Eczema': 0.69, 'Psoriasis': 0.31}",
            **dict(zip(types, ("FST4", "FST4", "FST5"), strict=True)),
        ),
        label(
            1,
            "{'Tinea': 0.5, 'Urticaria': 0.5}",
            **dict(zip(types, ("FST1", "FST3", ""), strict=True)),
        ),
        label(2, "{'Drug Rash': 1.0}", **{types[0]: "FST6"}),
        label(3, "{}"),
        label(4, "{'Hypersensitivity': 0.8, 'Insect Bite': 0.2}"),
        label(5, "{'Urticaria': 1.0}"),
    ]
    names = ("-11", "-12", "13", "-21", "-31", "-32", "-41", "-51", "-61", "-71", "-99")
    for seed, name in enumerate(names):
        paint_image(root / "dataset" / "images" / f"{name}.png", seed)
    write_table(root / "dataset" / "scin_cases.csv", cases, _SCIN_CASES)
    write_table(root / "dataset" / "scin_labels.csv", labels, _SCIN_LABELS)
    return root


def write_ddi(root: Path) -> Path:
    """Six lines, one of them twice, one without its image; labels known and unknown."""
    diseases = (
        ("melanoma-in-situ", 12, True),
        ("seborrheic-keratosis-irritated", 34, False),
        ("eczema-spongiotic-dermatitis", 56, False),
        ("atypical-spindle-cell-nevus-of-reed", 12, False),
        ("nobody-has-heard-of-this", 56, True),
    )
    rows = [
        {
            "": number,
            "DDI_ID": number + 1,
            "DDI_file": f"{number + 1:06d}.png",
            "skin_tone": tone,
            "malignant": malignant,
            "disease": disease,
        }
        for number, (disease, tone, malignant) in enumerate(diseases)
    ]
    for number in range(len(rows)):
        paint_image(root / f"{number + 1:06d}.png", number)
    missing = {**rows[0], "": 5, "DDI_ID": 6, "DDI_file": "000656.png"}
    write_table(root / "ddi_metadata.csv", [*rows, {**rows[1], "disease": "melanoma"}, missing])
    return root


def write_pad_ufes_20(root: Path) -> Path:
    """Two patients and three lesions in three parts; an image without a line and one missing."""
    lines = (
        ("PAT_46", 881, 14, "55", "FEMALE", "3.0", "NECK", "BCC"),
        ("PAT_46", 881, 939, "55", "FEMALE", "3.0", "NECK", "BCC"),
        ("PAT_46", 882, 15, "55", "FEMALE", "3.0", "ARM", "ACK"),
        ("PAT_1516", 1765, 530, "8", "", "", "", "NEV"),
        ("PAT_1516", 1766, 531, "nan", "MALE", "nan", "FACE", "BOD"),
        ("PAT_9", 9, 9, "70", "MALE", "2.0", "NOSE", "MEL"),
    )
    rows = []
    for number, (patient, lesion, image, age, gender, skin, region, diagnosis) in enumerate(lines):
        name = f"{patient}_{lesion}_{image}.png"
        rows.append(
            {
                "patient_id": patient,
                "lesion_id": lesion,
                "smoke": "False",
                "age": age,
                "gender": gender,
                "fitspatrick": skin,
                "region": region,
                "diagnostic": diagnosis,
                "img_id": name,
                "biopsed": "True",
            }
        )
        if patient != "PAT_9":
            paint_image(root / "images" / f"imgs_part_{number % 3 + 1}" / name, number)
    paint_image(root / "images" / "imgs_part_2" / "PAT_7_7_7.png", 70)
    write_table(root / "metadata.csv", rows, _PAD_COLUMNS)
    return root


def write_dermnet(root: Path) -> Path:
    """Four class folders; one picture lies in train and, reduced, in test."""
    classes = (
        "Acne and Rosacea Photos",
        "Eczema Photos",
        "Melanoma Skin Cancer Nevi and Moles",
        "Vascular Tumors",
    )
    for number, name in enumerate(classes):
        paint_image(root / "train" / name / f"picture-{number}.jpg", number)
        paint_image(root / "test" / name / f"picture-{number}.jpg", number + 50)
    paint_image(root / "test" / "Eczema Photos" / "again.jpg", 1, (72, 54))
    paint_image(root / "train" / "loose.jpg", 90)
    return root


def write_isic2019(root: Path) -> Path:
    """Nine training images, a class each and two reduced ones, and three test images."""
    truth, metadata = [], []
    for number, label in enumerate(ISIC_CLASSES):
        name = f"ISIC_{number:07d}" + ("_downsampled" if number in (1, 2) else "")
        truth.append(_one_hot(name, label))
        metadata.append(
            {
                "image": name,
                "age_approx": "" if number == 3 else f"{40 + 5 * number}.0",
                "anatom_site_general": "anterior torso",
                "lesion_id": f"MSK4_{number // 2:07d}",
                "sex": "female",
            }
        )
        paint_image(root / "ISIC_2019_Training_Input" / f"{name}.jpg", number)
    truth += [_one_hot("ISIC_0000900", "MEL"), {**_one_hot("ISIC_0000010", "MEL"), "NV": "1.0"}]
    paint_image(root / "ISIC_2019_Training_Input" / "ISIC_0000010.jpg", 10)
    paint_image(root / "ISIC_2019_Training_Input" / "copy" / "ISIC_0000000.jpg", 0)
    test = [f"ISIC_{34321 + number:07d}" for number in range(3)]
    for number, name in enumerate(test):
        paint_image(root / "ISIC_2019_Test_Input" / f"{name}.jpg", 20 + number)
    columns = "image,age_approx,anatom_site_general,sex"
    write_table(root / "ISIC_2019_Training_GroundTruth.csv", truth)
    write_table(root / "ISIC_2019_Training_Metadata.csv", metadata)
    write_table(
        root / "ISIC_2019_Test_Metadata.csv",
        [{"image": name, "age_approx": "60.0", "sex": "male"} for name in test],
        columns,
    )
    write_table(
        root / "ISIC_2019_Test_GroundTruth.csv",
        [
            {**_one_hot(name, label), "score_weight": "1.0", "validation_weight": "0.0"}
            for name, label in zip(test[:2], ("NV", "UNK"), strict=True)
        ],
    )
    return root


def _one_hot(image: str, label: str) -> dict[str, str]:
    return {"image": image, **{name: "1.0" if name == label else "0.0" for name in ISIC_CLASSES}}


def write_isic_archive(root: Path, *, hierarchical: bool = True) -> Path:
    """A collection of the ISIC Archive, with the new columns of diagnoses or the old one."""
    melanoma = "Malignant melanocytic proliferations (Melanoma)"
    vascular = "Benign soft tissue proliferations - Vascular"
    nevi = "Benign melanocytic proliferations"
    lines: list[tuple[str, str, str, str, str, tuple[str, ...], str]] = [
        ("ISIC_0000001", "CC-BY", "dermoscopic", "IL_0000001", "IP_0000001",
         ("Malignant", melanoma, "Melanoma Invasive", "Melanoma Invasive, Nodular"), "melanoma"),
        ("ISIC_0000002", "CC-BY-NC", "clinical: close-up", "IL_0000001", "IP_0000001",
         ("Malignant", melanoma, "Melanoma, NOS"), "melanoma"),
        ("ISIC_0000003", "CC-0", "clinical: overview", "IL_0000002", "IP_0000001",
         ("Benign", nevi, "Nevus", "Nevus, NOS, Compound"), "nevus"),
        ("ISIC_0000004", "CC-BY", "TBP tile: close-up", "", "", ("Benign", vascular), "angioma"),
        ("ISIC_0000005", "CC-BY", "RCM: tile", "IL_0000005", "IP_0000002", ("Benign",), "other"),
        ("ISIC_0000006", "", "", "IL_0000006", "IP_0000002", (), ""),
        ("ISIC_0000007", "CC-BY", "dermoscopic", "IL_0000007", "", ("Benign",), "nevus"),
        ("ISIC_0000008", "CC-BY", "dermoscopic", "IL_0000008", "", ("Benign",), "nevus"),
    ]  # fmt: skip
    rows = []
    for number, (image, licence, kind, lesion, patient, levels, old) in enumerate(lines):
        new = {f"diagnosis_{n}": name for n, name in enumerate((*levels, "", "", "", ""), 1)}
        rows.append(
            {
                "isic_id": image,
                "attribution": "Hospital Italiano de Buenos Aires" if number else "Anonymous",
                "copyright_license": licence,
                "age_approx": ("55.0", "", "85+")[number % 3],
                **(
                    {"anatom_site_1": "Trunk", "anatom_site_2": "Anterior trunk"}
                    if hierarchical
                    else {"anatom_site_general": "anterior torso"}
                ),
                **(
                    {name: cell for name, cell in new.items() if name <= "diagnosis_5"}
                    if hierarchical
                    else {"benign_malignant": "benign", "diagnosis": old}
                ),
                "diagnosis_confirm_type": "histopathology",
                "fitzpatrick_skin_type": ("II", "", "VI")[number % 3],
                "image_manipulation": "synthetic" if image == "ISIC_0000007" else "",
                "image_type": kind,
                "lesion_id": lesion,
                "patient_id": patient,
                "sex": "female",
            }
        )
        if image != "ISIC_0000008":
            paint_image(root / f"{image}.jpg", number)
    (root / "licenses").mkdir(exist_ok=True)
    (root / "attribution.txt").write_text("Hospital Italiano de Buenos Aires\n")
    write_table(root / "metadata.csv", rows)
    return root


def write_bcn20000(root: Path) -> Path:
    """The authors' layout: four training images of two lesions, two test images unlabelled."""
    columns = (
        "bcn_filename,age_approx,anatom_site_general,diagnosis,lesion_id,capture_date,sex,split"
    )
    for part, count in (("train", 4), ("test", 2)):
        rows = []
        for number in range(count):
            name = f"BCN_{number + (100 if part == 'test' else 0):010d}.jpg"
            rows.append(
                {
                    "bcn_filename": name,
                    "age_approx": "55.0" if number else "",
                    "anatom_site_general": "head/neck",
                    "diagnosis": ("MEL", "MEL", "NV", "OOD")[number] if part == "train" else "",
                    "lesion_id": f"BCN_{number // 2:07d}" if part == "train" else "",
                    "capture_date": "2012-05-16",
                    "sex": "male",
                    "split": part,
                }
            )
            seed = number + (30 if part == "test" else 0)
            paint_image(root / f"BCN_20k_{part}" / f"bcn_20k_{part}" / name, seed)
        write_table(root / f"bcn_20k_{part}.csv", rows, columns)
    return root


def write_patch16(root: Path, *, with_table: bool = True) -> Path:
    """Eight tiles of four cases in the three published sets."""
    tiles = (
        ("tumor_skin_melanoma_melanoma", 44, 1, "Train"),
        ("tumor_skin_melanoma_melanoma", 44, 5, "Train"),
        ("tumor_skin_naevus_naevus", 45, 1, "Train"),
        ("tumor_skin_epithelial_bcc", 46, 1, "Validation"),
        ("tumor_skin_epithelial_sqcc", 47, 1, "Test"),
        ("nontumor_skin_dermis_dermis", 44, 2, "Train"),
        ("nontumor_skin_necrosis_necrosis", 47, 3, "Test"),
        ("nontumor_skin_vessel_vessel", 46, 9, "Validation"),
    )
    rows = []
    for number, (name, slide, tile, part) in enumerate(tiles):
        file = f"data/tiles/{name}/{name}_ws_{slide}_{tile}.jpg"
        paint_image(root / file, number)
        rows.append({"file": file, "class": name, "set": part, "case": slide - 40})
    if with_table:
        missing = {**rows[0], "file": "data/tiles/x/nontumor_skin_dermis_dermis_ws_1_1.jpg"}
        write_table(root / "data" / "tiles-v2.csv", [*rows, missing])
    (root / "data" / "class_dict.json").write_text("{}\n")
    return root
