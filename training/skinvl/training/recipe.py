"""Which recipe a configuration asks for, and running it."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from skinvl.contract.errors import ConfigError
from skinvl.training.config_reader import read_mapping


def train(
    config_file: Path,
    *,
    data: Path,
    out: Path,
    base: Path | None = None,
    vision_tower: Path | None = None,
    devices: int | None = None,
    initial_weights: Path | None = None,
    stage: str = "all",
    resume: bool = False,
    epochs: int | None = None,
    dry_run: bool = False,
) -> None:
    """Train what the key `recipe` of the configuration names, `mini` or `llava`, into `out`.

    Raises:
        ConfigError: every fault of the configuration; an argument that the recipe does not take.
        DataError, ModelError, ContractMismatch: before anything is trained.
        TrainingError: training cannot start or go on; says what to do.
    """
    config_file = find_config(config_file)
    recipe = read_mapping(config_file).get("recipe")
    if recipe == "llava":
        refuse(recipe, {"--initial-weights": initial_weights, "--epochs": epochs})
        refuse(recipe, {f"--stage {stage}": None if stage == "all" else stage})
        from skinvl.training.llava.train import train_llava

        shared = {} if devices is None else {"devices": devices}
        train_llava(
            config_file,
            data=data,
            out=out,
            base=base,
            vision_tower=vision_tower,
            resume=resume,
            dry_run=dry_run,
            **shared,
        )
        return
    if recipe == "mini":
        refuse(recipe, {"--base": base, "--vision-tower": vision_tower, "--devices": devices})
    from skinvl.training.mini import train_mini

    # A missing or unknown recipe is told together with every other fault of the file.
    train_mini(
        config_file,
        data=data,
        out=out,
        initial_weights=initial_weights,
        stage=stage,
        resume=resume,
        epochs=epochs,
        dry_run=dry_run,
    )


def refuse(recipe: str, arguments: dict[str, object]) -> None:
    """Name arguments that were given although the recipe does not take them."""
    given = [name for name, value in arguments.items() if value is not None]
    if given:
        raise ConfigError([f"{name}: not for the recipe {recipe}" for name in given])


def find_config(name: Path) -> Path:
    """A file, or a configuration that the package ships, with or without its suffix."""
    if name.is_file():
        return name
    shipped = importlib.resources.files("skinvl.training") / "configs"
    for candidate in (name.name, name.name + ".yaml"):
        file = Path(str(shipped / candidate))
        if file.is_file():
            return file
    known = ", ".join(sorted(file.stem for file in Path(str(shipped)).glob("*.yaml")))
    raise ConfigError([f"{name}: no such configuration; shipped ones: {known}"])
