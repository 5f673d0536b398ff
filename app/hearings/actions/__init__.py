"""The acts on hearings, one module for each part of a hearing's life."""
