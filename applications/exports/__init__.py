"""Files of the intake: the questions of the form, a proposal as it is read, the receipt of a submission."""
