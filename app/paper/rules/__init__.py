"""Pure rules of money and of things on paper."""
