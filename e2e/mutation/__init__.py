"""How strong the suite is: mutates the page's source, and counts what the catalogue notices."""
