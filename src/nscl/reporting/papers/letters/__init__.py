"""Letters of the standing body about a round: the one that opens it, the one that chases, the list of the late."""
