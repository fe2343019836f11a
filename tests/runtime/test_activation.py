"""The active bundle and those before it."""

from skinvl.runtime.activation import Activation, StoreState

A = Activation("a-1-0123456789ab", "0" * 64, None)
B = Activation("b-1-0123456789ab", "1" * 64, "CUDA differs")


def test_history() -> None:
    one = StoreState().activate(A)
    assert one == StoreState(A, (None,))
    assert one.activate(A) == one
    two = one.activate(B)
    assert two == StoreState(B, (None, A))
    assert two.forget(A.folder) == StoreState(B, (None,))
    assert StoreState(A, (A, B, A)).forget(B.folder) == StoreState(A, ())
    assert StoreState().activate(None) == StoreState()
    many = StoreState()
    for turn in range(50):
        many = many.activate(A if turn % 2 else B)
    assert len(many.history) == 20
