"""A paper as a Word document. Source: GB/T 9704-2012; no red head, no seal: it is the text, not a forged document."""

from __future__ import annotations

from io import BytesIO

from liuwen_tui.documents.office.fixed_zip import with_fixed_times
from liuwen_tui.documents.office.library import office_library
from liuwen_tui.documents.paper import Paper


def write_docx(paper: Paper) -> bytes:
    """Returns the document, the same bytes for the same paper; raises `Unusable` where python-docx is not installed."""
    with office_library():
        from liuwen_tui.documents.office import word_blocks, word_pages, word_template  # noqa: PLC0415  - python-docx costs 100 ms
    document = word_template.empty_document(paper.title, paper.origin)
    footers = word_pages.add_footers(document)
    word_blocks.fill_body(document.element.body, paper.sheets, footers)
    written = BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())
