"""Where a fact meets a target: measures, and the lines every page, program and paper reads."""
