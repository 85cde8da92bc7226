"""How many were killed, injured, abducted and so on, as the text has it, and one toll from several statements."""
