"""The languages of the service: catalogues (gettext through Babel), who gets which, texts with a review state."""
