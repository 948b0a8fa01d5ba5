from core.rewording import block_pieces


def kinds(old, new):
    return [pieces and [piece.kind for piece in pieces] for pieces in block_pieces(old, new)]


def test_paragraphs_that_stayed_are_left_out_and_changed_ones_compared_in_place():
    old = "## Title\n\nOne two three four.\n\nLast."

    assert kinds(old, old) == [None]
    assert kinds(old, "## Title\r\n\r\nOne two new four.\r\n\r\nLast.") == [
        None,
        ["equal", "delete", "insert", "equal"],
        None,
    ]
    assert kinds(old, f"{old}\n\nMore.") == [None, ["insert"]]
    assert kinds(old, "## Title\n\nLast.") == [None, ["delete"], None]
    assert kinds("", "New.") == [["insert"]]
