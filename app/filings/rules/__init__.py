"""The pure rules of filing: its life, what an envelope needs, reviews, fees, service, who sees it."""
