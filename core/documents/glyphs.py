"""Which signs typst's own fonts have: a PDF/UA file with any other sign is refused as a whole.

Asked of typst 0.15 sign by sign, as ranges of code points; unassigned ones inside a range do not count. The test holds the
list against the installed typst. Chinese, Japanese, Korean, most scripts of South Asia and emoji are not there.
"""

import unicodedata

RANGES = """
    a0-484 487-4ff 510-513 51a-51d 531-5f4 606-60c 615 61b-61c 61f 621-63a 640-64a 65a 660-66d 674 679-67b 67e-680
    683-684 686-687 691 698 6a4 6a9 6af 6be 6cc 6f0-6f9 900-950 955-97f e3f e81-e84 e87-e88 e8a e8d e94-e97 e99-e9f
    ea1-ea7 eaa-eab ead-eb9 ebb-ebc ec8-ecd 10d0-10ff 115f-1160 13a0-13fd 17b4-17b5 17c1-17c3 180b-180f 1d00-1dbf
    1e00-2040 2042 2044-2052 2054-20c0 2100-211e 2120 2122 2124 2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-2606
    2609-262f 2638-268b 2690-269c 26a0-26a7 26aa-26af 26b2 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d
    274f-2752 2756 2758-275e 2761-277f 2794 2798-27af 27b1-2bff 2c60-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f 2e22-2e25
    2e2e 3000 3012 3016-3017 301a-301b 302e-3030 3036 306e 3164 a640-a641 a648-a649 a656-a657 a708-a716 a71b-a727 a72d
    a730 a735 a765 a789-a78e a790-a791 a793 a7aa a7f8-a7f9 ab52 ab66 ab70-abbf fb00-fb4f fb52-fb81 fb8a-fb95 fb9e-fb9f
    fbaa-fbad fbe8-fbe9 fbfc-fbff fe00-fe0f fe2e-fe2f fe66 fe70-fefc ffa0 fff9-fffd 1d400-1d7ff 1f12f 1f6d1 1f780-1f7eb
    1f800-1f8b1
"""


def _codes():
    for words in RANGES.split():
        first, _dash, last = words.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


SHOWN = frozenset(code for code in _codes() if unicodedata.category(chr(code)) != "Cn") | set(range(0x20, 0x7F))
