"""The trainer on tiny bases: what it learns, freezes, saves and repeats."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file

from skinvl.contract.errors import ConfigError, DataError
from skinvl.model.llava import load_llava
from skinvl.training.llava.collate import Collator, training_spec
from skinvl.training.llava.config import load_recipe
from skinvl.training.llava.preparation import read_records
from skinvl.training.llava.train import encode_all, fit_recipe, train_llava
from skinvl.training.llava.trainer import LlavaTrainer
from skinvl.training.loop import SAMPLE_IDS, TOKEN_COUNT

Recipe = Callable[..., Path]


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def curve(run: Path) -> list[tuple[float, float]]:
    """Loss and gradient norm of every step."""
    return [(line["loss"], line["grad_norm"]) for line in lines(run / "metrics.jsonl")]


def adapter(run: Path) -> dict[str, torch.Tensor]:
    return load_file(run / "checkpoint" / "adapter_model.safetensors")


def fit(recipe: Path, data: Path, run: Path, base: Path) -> PeftModel:
    return fit_recipe(
        load_recipe(recipe),
        recipe,
        data=data,
        out=run,
        base=base,
        vision_tower=None,
        resume=False,
    )


def batch_of(recipe: Path, data: Path, base: Path) -> dict[str, Any]:
    settings = load_recipe(recipe)
    loaded = load_llava(base)
    found = read_records(settings.data, data, settings.seed, None)
    examples, _, _ = encode_all(settings, loaded, found)
    batch = Collator(0)([examples[row] for row in range(len(examples))])
    del batch[SAMPLE_IDS], batch[TOKEN_COUNT]
    return batch


def test_learned_by_heart_saved_and_loaded_again(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe(optimisation__epochs=20, optimisation__batch_size=4)
    run = tmp_path / "run"
    model = fit(recipe, data, run, base).eval()
    losses = [loss for loss, _ in curve(run)]
    assert len(losses) == 20 and losses[-1] < 0.1 * losses[0]

    batch = batch_of(recipe, data, base)
    # Without --base: the adapter names the folder that it was trained over.
    loaded = load_llava(run / "checkpoint")
    with torch.no_grad():
        expected, found = model(**batch).logits, loaded.model(**batch).logits
        assert loaded.model(**batch).loss < 0.1 * losses[0]
    torch.testing.assert_close(found, expected, atol=1e-3, rtol=1e-4)
    assert loaded.image == training_spec(load_llava(base).image, "pad")
    assert (run / "checkpoint" / "tokenizer.json").is_file()

    # What the recipe freezes is the base's; what it trains is not.
    before = load_llava(base).model.state_dict()
    after = loaded.model.state_dict()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert {name for name in changed if "multi_modal_projector" in name} == {
        f"model.multi_modal_projector.linear_{n}.{kind}"
        for n in (1, 2)
        for kind in ("weight", "bias")
    }
    others = {name for name in changed if "multi_modal_projector" not in name}
    assert len(others) == 14 and all(
        name.startswith("model.language_model.layers.") and name.endswith("_proj.weight")
        for name in others
    )


def test_the_checkpoint_says_how_it_wants_to_be_asked(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe(templates__training="vicuna_v1", optimisation__workers=1)
    train_llava(recipe, data=data, out=tmp_path / "run", base=base)
    record = json.loads((tmp_path / "run" / "checkpoint" / "config.json").read_text("utf-8"))
    assert record["skinvl"]["training_template"] == "vicuna_v1"
    assert record["skinvl"]["inference_template"] == "mistral_instruct"
    facts = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert facts["images"] == {"train": 4, "val": 0} and len(facts["data_fingerprint"]) == 64


def test_the_projector_has_a_learning_rate_of_its_own(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    plain = LlavaTrainer.create_optimizer

    def watch(self: LlavaTrainer) -> Any:
        made.append(plain(self))
        return made[-1]

    monkeypatch.setattr(LlavaTrainer, "create_optimizer", watch)
    recipe = write_recipe(projector__learning_rate=0.003, optimisation__weight_decay=0.1)
    model = fit(recipe, data, tmp_path / "run", base)
    names = {id(p): name for name, p in model.named_parameters()}
    groups = {
        (group["initial_lr"], group["weight_decay"]): {names[id(p)] for p in group["params"]}
        for group in made[0].param_groups
    }
    assert groups.keys() == {(0.02, 0.1), (0.003, 0.1), (0.003, 0.0)}
    assert all("lora_" in name for name in groups[0.02, 0.1])
    assert {name.rpartition(".")[2] for name in groups[0.003, 0.1]} == {"weight"}
    assert {name.rpartition(".")[2] for name in groups[0.003, 0.0]} == {"bias"}
    assert sum(map(len, groups.values())) == sum(p.requires_grad for p in model.parameters())


def unequal(data: Path) -> None:
    """Answers of very different lengths, so that a mean of means is not the mean."""
    entries = json.loads((data / "vqa.json").read_text("utf-8"))
    for number, entry in enumerate(entries):
        entry["conversations"][1]["value"] = "It is a lesion. " * (1 + 3 * number)
    (data / "vqa.json").write_text(json.dumps(entries), "utf-8")


def test_accumulation_is_the_large_batch(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    unequal(data)
    for name, size, accumulation in (("whole", 4, 1), ("halves", 2, 2), ("single", 1, 4)):
        recipe = write_recipe(
            optimisation__batch_size=size,
            optimisation__accumulation=accumulation,
            optimisation__epochs=3,
        )
        train_llava(recipe, data=data, out=tmp_path / name, base=base)
    whole = curve(tmp_path / "whole")
    assert len(whole) == 3
    for name in ("halves", "single"):
        for found, expected in zip(curve(tmp_path / name), whole, strict=True):
            assert found == pytest.approx(expected, rel=2e-4)


def test_checkpointing_changes_nothing(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    for kept in (False, True):
        recipe = write_recipe(optimisation__gradient_checkpointing=kept)
        train_llava(recipe, data=data, out=tmp_path / str(kept), base=base)
    for found, expected in zip(curve(tmp_path / "True"), curve(tmp_path / "False"), strict=True):
        assert found == pytest.approx(expected, rel=1e-5)


def die_after(steps: int) -> None:
    """The process kills itself, as a power cut would, when it begins step `steps` + 1."""
    plain = LlavaTrainer.training_step

    def step(self: LlavaTrainer, *args: Any, **kwargs: Any) -> Any:
        if self.state.global_step == steps:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(self, *args, **kwargs)

    LlavaTrainer.training_step = step  # type: ignore[method-assign]


def test_killed_and_resumed_is_the_run_that_was_never_interrupted(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe(
        optimisation__epochs=3,
        optimisation__batch_size=1,
        optimisation__schedule="cosine",
        lora__dropout=0.2,
        checkpoints__every_steps=3,
    )
    train_llava(recipe, data=data, out=tmp_path / "whole", base=base)
    child = os.fork()
    if child == 0:
        die_after(7)
        train_llava(recipe, data=data, out=tmp_path / "cut", base=base)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert len(curve(tmp_path / "cut")) == 7 and not (tmp_path / "cut" / "checkpoint").exists()

    train_llava(recipe, data=data, out=tmp_path / "cut", base=base, resume=True)
    assert curve(tmp_path / "cut") == curve(tmp_path / "whole")
    expected, found = adapter(tmp_path / "whole"), adapter(tmp_path / "cut")
    assert expected.keys() == found.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)


def test_a_run_does_not_go_on_with_other_data(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe()
    train_llava(recipe, data=data, out=tmp_path / "run", base=base)
    unequal(data)
    with pytest.raises(ConfigError, match="data_fingerprint"):
        train_llava(recipe, data=data, out=tmp_path / "run", base=base, resume=True)


def test_broken_conversations_are_counted_and_the_rest_is_trained(
    base: Path,
    data: Path,
    tmp_path: Path,
    write_recipe: Recipe,
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries = json.loads((data / "vqa.json").read_text("utf-8"))
    entries.append({**entries[0], "id": "gone", "image": "gone.png"})
    long = {"from": "gpt", "value": "It is. " * 300}
    human = entries[0]["conversations"][0]
    entries.append({**entries[0], "id": "long", "conversations": [human, long]})
    entries.append({**entries[0], "id": "mute", "conversations": []})
    (data / "vqa.json").write_text(json.dumps(entries), "utf-8")
    train_llava(write_recipe(), data=data, out=tmp_path / "run", base=base)
    listed = lines(tmp_path / "run" / "skipped.jsonl")
    assert {entry["id"]: entry["reason"].split(",")[0] for entry in listed} == {
        "mute": "no conversation",
        "gone": "no such file",
        "long": next(e for e in listed if e["id"] == "long")["reason"].split(",")[0],
    }
    assert "3 of 7 samples skipped" in capsys.readouterr().out
    with pytest.raises(DataError, match="cannot be used"):
        recipe = write_recipe(data__skipped_limit=0.1)
        train_llava(recipe, data=data, out=tmp_path / "strict", base=base)


def test_the_corrected_form_validates_on_images_of_its_own(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe(
        form="corrected", data__validation_share=0.4, seed=1, checkpoints__every_steps=1
    )
    train_llava(recipe, data=data, out=tmp_path / "run", base=base)
    facts = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert facts["images"]["train"] + facts["images"]["val"] == 4 and facts["images"]["val"] > 0
    validated = lines(tmp_path / "run" / "validation.jsonl")
    assert next(line["step"] for line in validated) == 1
    assert all(line["loss"] > 0 for line in validated)


def test_lora_on_the_tower_moves_the_tower(
    base: Path, data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    recipe = write_recipe(lora__vision=True, optimisation__gradient_checkpointing=True)
    train_llava(recipe, data=data, out=tmp_path / "run", base=base)
    trained = adapter(tmp_path / "run")
    tower = {name: t for name, t in trained.items() if "vision_tower" in name and "lora_B" in name}
    assert tower and all(tensor.abs().max() > 0 for tensor in tower.values())
    loaded = load_llava(tmp_path / "run" / "checkpoint", base=base)
    assert loaded.model is not None


def test_without_weights_there_is_no_training(
    data: Path, tmp_path: Path, write_recipe: Recipe
) -> None:
    with pytest.raises(ConfigError, match="give --base FOLDER"):
        train_llava(write_recipe(), data=data, out=tmp_path / "run")
