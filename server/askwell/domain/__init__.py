"""Values and rules of Askwell; standard library only, no input or output."""
