"""`kartabl doctor`: what is wrong with an installation, each with what to do. Beside the sentence; nothing is changed by looking."""
