"""The Markdown pipeline: text in, segments out, segments in, HTML out.

Pure Python: no models, no settings, no engines' internals. Structure is safe by construction:
what must not change is copied, and what an engine says becomes escaped text and nothing else.
"""

from translation.pipeline.assemble import Assembly
from translation.pipeline.limits import MAX_HTML_BYTES, MAX_SOURCE_CHARS
from translation.pipeline.outcome import Alignment, Outcome, kept, readable
from translation.pipeline.pivot import compose, onward
from translation.pipeline.plan import PIPELINE_VERSION, Plan, make_plan
from translation.pipeline.render import RENDERER_VERSION, Format, Rendition, render_original

__all__ = [
    "MAX_HTML_BYTES",
    "MAX_SOURCE_CHARS",
    "PIPELINE_VERSION",
    "RENDERER_VERSION",
    "Alignment",
    "Assembly",
    "Format",
    "Outcome",
    "Plan",
    "Rendition",
    "compose",
    "kept",
    "make_plan",
    "onward",
    "readable",
    "render_original",
]
