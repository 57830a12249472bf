"""How the recogniser's weights are made; never imported by the package."""
