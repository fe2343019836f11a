"""The image that shows nothing and the other image, on a real miniature bundle."""

from pathlib import Path
from typing import Any

import numpy as np

from skinvl.training.evaluation.selection import select_samples
from skinvl.training.evaluation.vqa_controls import Partners, Viewer


def test_blind_image_is_the_mean_of_the_tokens(bundle: Any, skin_data: Path) -> None:
    files = [item.file for item in select_samples([skin_data], "test")]
    viewer = Viewer(bundle)
    blind = viewer.blind(files, seed=0)
    mean = np.mean([viewer.look(file).tokens for file in files], axis=0)
    assert np.allclose(blind.tokens, mean, atol=1e-5)


def test_swapped_image_has_another_answer_and_group(bundle: Any, skin_data: Path) -> None:
    selected = [s for s in select_samples([skin_data], "test") if s.sample.qa]
    partners = Partners(selected, seed=0)
    for item in selected:
        question = item.sample.qa[0]
        partner = partners.choose(item, question)
        assert partner is not None
        assert partner.sample.group != item.sample.group
        assert partner.sample.qa[0].answer != question.answer
        assert partners.choose(item, question) == partner
    # The same choice question has one answer only: another image is taken all the same.
    partner = partners.choose(selected[0], selected[0].sample.qa[1])
    assert partner is not None and partner.sample.group != selected[0].sample.group
    assert Partners(selected[:1], 0).choose(selected[0], selected[0].sample.qa[0]) is None
