import pytest

from content.markup import render


def html(text):
    return "".join(piece.html for piece in render(text).pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>Words", "<p>Words</p>"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ('<p style="color:red" onclick="x()">Words</p>', "<p>Words</p>"),
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>"),
        ("![a](https://example.org/pixel.gif)", "<p></p>"),
    ],
)
def test_only_harmless_markup_comes_through(text, expected):
    assert html(text).strip().replace(' rel="noopener"', "") == expected


def test_headings_get_anchors_and_stand_in_the_contents():
    found = render("## Who decides\n\nx\n\n## Who decides\n\ny")

    assert [(one.anchor, one.text) for one in found.headings] == [
        ("who-decides", "Who decides"),
        ("who-decides_1", "Who decides"),
    ]


def test_a_first_heading_stands_below_the_title():
    assert html("# Title") == '<h2 id="title">Title</h2>'


def test_a_place_of_an_upper_app_is_drawn_by_it(reference):
    pieces = render("Before\n\n[[rules B02]]\n\nAfter").pieces

    assert [bool(piece.panel) for piece in pieces] == [False, True, False]
    assert [one.rule.code for one in pieces[1].panel.context["criteria"]] == ["B02"]


def test_a_place_that_nobody_fills_stays_empty():
    assert html("Before\n\n[[nothing here]]\n\nAfter") == "<p>Before</p><p>After</p>"
