"""What is measured, one program each; every one prints its figures as one line of JSON."""
