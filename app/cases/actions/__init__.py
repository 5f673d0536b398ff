"""What is done with courts and cases."""
