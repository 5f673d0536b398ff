"""The pure rules of protection: the life of an order, and the presets."""
