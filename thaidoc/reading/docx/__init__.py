"""Word documents since 2007, walked in their XML."""
