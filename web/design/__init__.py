"""What the design system's own page shows (`/design`): its colours, read from the style sheet, and samples for its macros.

Beside the sentence. Nothing here decides how anything looks; `web/frontend/css` and `web/templates/macros` do.
"""
