from skinvl.dataset.review.keys import KEY_LENGTH, name_picture

BOX = (10.0, 20.5, 110.25, 90.0)


def test_a_key_is_short_and_of_the_place_alone() -> None:
    key = name_picture("a.pdf", 3, BOX)
    assert len(key) == KEY_LENGTH
    assert key == name_picture("a.pdf", 3, (10, 20.5, 110.25, 90))
    others = {
        name_picture("b.pdf", 3, BOX),
        name_picture("a.pdf", 4, BOX),
        name_picture("a.pdf", 3, (*BOX[:3], 90.01)),
    }
    assert key not in others and len(others) == 3
