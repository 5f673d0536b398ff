"""Rules of orders: the language of templates, the panel, whom an order may name."""
