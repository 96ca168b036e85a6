"""The red flags, a file a family. Each is a function of a case that gives the reason it fires for, or none."""
