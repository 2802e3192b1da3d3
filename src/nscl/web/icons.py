"""The drawn shapes: every state and file verb has a shape beside its word, so that nothing is said by colour alone.

Drawn on a grid of 16 in the colour of the text around them, and hidden from screen readers: the word says it.
"""

from django.utils.safestring import SafeString, mark_safe

LINE = 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
WHITE = 'fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
DASHED = 'fill="none" stroke="currentColor" stroke-width="1.6"'

SHAPES: dict[str, str] = {
    "tick": f'<circle cx="8" cy="8" r="7" fill="currentColor"/><path {WHITE} d="m4.8 8.2 2.2 2.3 4.2-4.7"/>',
    "arrow": '<path d="M1 3.2h8.6L15 8l-5.4 4.8H1z" fill="currentColor"/>',
    "triangle": f'<path d="M8 1.2 15.4 14.6H.6z" fill="currentColor"/><path {WHITE} d="M8 6v3.8M8 12.3v.01"/>',
    "clock": f'<g {LINE}><circle cx="8" cy="8" r="6.4"/><path d="M8 4.4V8l2.4 1.6"/></g>',
    "hourglass": f'<path {LINE} d="M3 1.6h10M3 14.4h10M4.4 1.6c0 4 3.6 4.4 3.6 6.4s-3.6 2.4-3.6 6.4"/>'
    f'<path {LINE} d="M11.6 1.6c0 4-3.6 4.4-3.6 6.4s3.6 2.4 3.6 6.4"/>'
    '<path d="M5.6 13.8c.4-1.6 1.5-2.4 2.4-2.9.9.5 2 1.3 2.4 2.9z" fill="currentColor"/>',
    "lines": '<path d="M1.5 3.4h13M1.5 8h8.5M1.5 12.6h11" stroke="currentColor" stroke-width="2.2"/>',
    "square": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" {DASHED} stroke-dasharray="2.6 1.53"/>',
    "ring": f'<circle cx="8" cy="8" r="6.4" {DASHED} stroke-dasharray="2.5 1.52"/>',
    "barred": f'<g {LINE}><circle cx="8" cy="8" r="6.4"/><path d="m3.6 12.4 8.8-8.8"/></g>',
    "pencil": f'<path {LINE} d="m2 14 .8-3.3L11 2.5a1.3 1.3 0 0 1 1.8 0l.7.7a1.3 1.3 0 0 1 0 1.8l-8.2 8.2z"/>',
    "plane": f'<path {LINE} d="M14.6 1.5 1.4 6.6l5.3 2.6 2.6 5.3zM14.6 1.5 6.7 9.2"/>',
    "back": f'<path {LINE} d="M5.6 2.2 2 5.8l3.6 3.6M2 5.8h7.2a4.2 4.2 0 0 1 0 8.4H7"/>',
    "lock": f'<path {LINE} d="M4.8 7V5a3.2 3.2 0 0 1 6.4 0v2"/>'
    '<rect x="2.6" y="6.8" width="10.8" height="8" rx="1.2" fill="currentColor"/>',
    "download": f'<path {LINE} d="M8 1.8v8.4M4.4 6.8 8 10.4l3.6-3.6M2 14h12"/>',
    "upload": f'<path {LINE} d="M8 10.4V2M4.4 5.4 8 1.8l3.6 3.6M2 14h12"/>',
    "print": f'<path {LINE} d="M4.4 6V1.8h7.2V6M4.4 12H1.8V6h12.4v6h-2.6M4.4 9.6h7.2v4.6H4.4z"/>',
    "search": f'<g {LINE}><circle cx="6.8" cy="6.8" r="4.8"/><path d="m10.4 10.4 4 4"/></g>',
    "menu": f'<path {LINE} d="M1.5 3.5h13M1.5 8h13M1.5 12.5h13"/>',
    "chevron": f'<path {LINE} d="m5.5 2.5 5.5 5.5-5.5 5.5"/>',
    "cross": f'<path {LINE} d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>',
    "plus": f'<path {LINE} d="M8 2.5v11M2.5 8h11"/>',
    "clip": f'<path {LINE} d="m13.6 7.4-5.8 5.8a3.3 3.3 0 0 1-4.7-4.7l6.2-6.2a2.2 2.2 0 0 1 3.1 3.1l-6.1 6.1"/>',
    "undo": f'<path {LINE} d="M2.4 2.6v4h4M2.8 6.4A6 6 0 1 1 2.6 10"/>',
}


def icon(name: str) -> SafeString:
    """The shape as an inline SVG of the size of the text; a name that is not drawn raises KeyError."""
    attributes = f'class="icon icon-{name}" viewBox="0 0 16 16" width="16" height="16"'
    return mark_safe(  # noqa: S308 - shapes are the constants above
        f'<svg {attributes} aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'
    )
