"""An e-justice service a court can run."""
