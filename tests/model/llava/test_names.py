"""Names between the layouts."""

import pytest

from skinvl.model.llava.names import original_name, shorten, translate

LAYER = "model.language_model.layers.3.self_attn.q_proj.weight"
TOWER = "model.vision_tower.vision_model.post_layernorm.bias"
SECOND = "model.multi_modal_projector.linear_2.bias"


@pytest.mark.parametrize(
    ("ours", "original", "older"),
    [
        (
            LAYER,
            "model.layers.3.self_attn.q_proj.weight",
            "language_model.model.layers.3.self_attn.q_proj.weight",
        ),
        (
            TOWER,
            "model.vision_tower.vision_tower.vision_model.post_layernorm.bias",
            "vision_tower.vision_model.post_layernorm.bias",
        ),
        (SECOND, "model.mm_projector.2.bias", "multi_modal_projector.linear_2.bias"),
        ("lm_head.weight", "lm_head.weight", "language_model.lm_head.weight"),
    ],
)
def test_all_layouts_meet_in_one_name(ours: str, original: str, older: str) -> None:
    assert translate(original) == translate(older) == translate(ours) == ours
    assert original_name(ours) == original


@pytest.mark.parametrize("name", ["model.mm_projector.4.weight", "head.weight", "model.x", ""])
def test_unknown_names_stay_unknown(name: str) -> None:
    assert translate(name) is None


def test_layers_are_written_once() -> None:
    names = ["a.0.w", "a.1.w", "b", "c.5.w"]
    assert shorten(names) == "a.{0,1}.w, b, c.5.w"
