// The date field: see web/templates/macros/date.html.
