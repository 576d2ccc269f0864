"""A spoken conversation with a counterpart: transports, turn taking, listening, speaking. Loads pipecat when used."""
